# METADATA
# title: Reading a Terraform plan
# description: What every policy here asks of a plan, once.
package terraformer.lib.terraform

import rego.v1

# Every managed resource that exists after the plan, child modules included, with its values as
# `after` (unknown ones absent), what is unknown as `after_unknown`, its full address, and that
# address without the indexes of its instance and its modules, `plain`.
resources contains resource if {
	some change in input.resource_changes
	change.mode == "managed"
	change.change.after != null
	resource := {
		"address": change.address,
		"type": change.type,
		"name": change.name,
		"plain": plain(change.address),
		"module": object.get(change, "module_address", ""),
		"values": change.change.after,
		"unknown": object.get(change.change, "after_unknown", {}),
	}
}

# The resources of one type.
of_type(type) := object.get(by_type, type, set())

by_type[type] contains resource if {
	some resource in resources
	type := resource.type
}

by_plain[address] contains resource if {
	some resource in resources
	address := resource.plain
}

plain(address) := address if not contains(address, "[")

plain(address) := regex.replace(address, `\[[^\]]*\]`, "") if contains(address, "[")

# Whether an argument's value is known only after apply.
unknown(resource, name) if resource.unknown[name] == true

unknown(resource, name) if {
	is_array(resource.unknown[name])
	some item in resource.unknown[name]
	item == true
}

# Whether an argument has a value of its own or will get one: neither null, nor "" nor empty.
given(resource, name) if unknown(resource, name)

# A map some of whose values are unknown.
given(resource, name) if {
	is_object(resource.unknown[name])
	some _, item in resource.unknown[name]
	item == true
}

given(resource, name) if {
	value := resource.values[name]
	not empty(value)
}

empty(value) if value == null
empty(value) if value == ""
empty(value) if value == []
empty(value) if value == {}

# A list argument, [] where it is absent, null or unknown.
items(values, name) := values[name] if is_array(values[name])

items(values, name) := [] if not is_array(values[name])

# The nested blocks of one name, whether the provider gives them as a list or as one object.
blocks(values, name) := values[name] if is_array(values[name])

blocks(values, name) := [values[name]] if is_object(values[name])

blocks(values, name) := [] if not has_blocks(values, name)

has_blocks(values, name) if is_array(values[name])
has_blocks(values, name) if is_object(values[name])

# A finding in the form that TerraFormer reads.
finding(resource, argument, message) := {
	"msg": message,
	"address": resource.address,
	"argument": argument,
}

# Whether a CIDR block is the whole internet.
whole_internet(cidr) if cidr in {"0.0.0.0/0", "::/0"}

# The configuration block of a resource address: where references are named.
configuration(address) := configuration_by_address[plain(address)]

configuration_by_address := {found.full_address: found | some found in all_configuration}

all_configuration contains object.union(resource, {"full_address": concat("", [module.prefix, resource.address])}) if {
	some module in configured_modules
	some resource in module.content.resources
}

# The root module and those it calls, three levels deep: Rego has no recursion.
configured_modules contains {"prefix": "", "content": input.configuration.root_module}

configured_modules contains first_level[_]

configured_modules contains second_level[_]

configured_modules contains third_level[_]

first_level contains called("", name, call) if {
	some name, call in input.configuration.root_module.module_calls
}

second_level contains called(caller.prefix, name, call) if {
	some caller in first_level
	some name, call in caller.content.module_calls
}

third_level contains called(caller.prefix, name, call) if {
	some caller in second_level
	some name, call in caller.content.module_calls
}

called(prefix, name, call) := {
	"prefix": sprintf("%smodule.%s.", [prefix, name]),
	"content": call.module,
}

# Whether some resource of `type` refers, in `argument`, to the resource at `address`.
referred_by(type, argument, address) if [type, argument] in referrers[plain(address)]

# Which arguments of which types refer to an address. Every reference to an attribute or an instance
# stands in the configuration beside one to the resource itself, of two parts.
referrers[address] contains [found.type, argument] if {
	some found in all_configuration
	prefix := trim_suffix(found.full_address, found.address)
	some argument, written in found.expressions
	some reference in written.references
	count(split(reference, ".")) == 2
	address := concat("", [prefix, reference])
}

# Whether that is so or may be so: where the argument's value comes through each, a variable, a local
# value or another module, the plan doesn't say what it refers to.
possibly_referred_by(type, argument, address) if referred_by(type, argument, address)

possibly_referred_by(type, argument, _) if [type, argument] in indirect

indirect contains [found.type, argument] if {
	some found in all_configuration
	some argument, written in found.expressions
	some reference in written.references
	some root in ["each.", "var.", "local.", "module."]
	startswith(reference, root)
	every other in written.references {
		not contains(root_of(other), "_") # a type's name
	}
}

root_of(reference) := split(reference, ".")[0]

# The planned resources of `type` that an argument of a resource refers to, every instance of each.
referred_from(resource, argument, type) := {other |
	written := configuration_by_address[resource.plain]
	prefix := trim_suffix(resource.plain, written.address)
	some reference in written.expressions[argument].references
	startswith(reference, sprintf("%s.", [type]))
	some other in by_plain[concat("", [prefix, reference])]
	other.module == resource.module
}

# Whether the configuration names the argument at all: what a provider fills in itself is unknown in
# the plan either way.
configured(resource, name) if configuration(resource.address).expressions[name]
