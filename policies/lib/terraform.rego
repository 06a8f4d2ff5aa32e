# METADATA
# title: Reading a Terraform plan
# description: What every policy here asks of a plan, once.
package terraformer.lib.terraform

import rego.v1

# Every managed resource that exists after the plan, child modules included, with its values as
# `after` (unknown ones absent), what is unknown as `after_unknown`, and its full address.
resources contains resource if {
	some change in input.resource_changes
	change.mode == "managed"
	change.change.after != null
	resource := {
		"address": change.address,
		"type": change.type,
		"name": change.name,
		"module": object.get(change, "module_address", ""),
		"values": change.change.after,
		"unknown": object.get(change.change, "after_unknown", {}),
	}
}

# The resources of one type.
of_type(type) := {resource | some resource in resources; resource.type == type}

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

# The configuration blocks of a resource address, indexes removed: where references are named.
configuration(address) := found if {
	plain := regex.replace(address, `\[[^\]]*\]`, "")
	some found in all_configuration
	found.full_address == plain
}

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
referred_by(type, argument, address) if {
	plain := regex.replace(address, `\[[^\]]*\]`, "")
	some found in all_configuration
	found.type == type
	some reference in found.expressions[argument].references
	module_of(found.full_address) == module_of(plain)
	startswith(sprintf("%s.", [reference]), sprintf("%s.", [local_address(plain)]))
}

# Whether that is so or may be so: where the argument's value comes through each, a variable, a local
# value or another module, the plan doesn't say what it refers to.
possibly_referred_by(type, argument, address) if referred_by(type, argument, address)

possibly_referred_by(type, argument, _) if {
	some found in all_configuration
	found.type == type
	references := found.expressions[argument].references
	some reference in references
	regex.match(`^(each|var|local|module)\.`, reference)
	every other in references {
		not regex.match(`^[a-z0-9]+_`, other)
	}
}

# The planned resources of `type` that an argument of a resource refers to, every instance of each.
referred_from(resource, argument, type) := {other |
	some reference in configuration(resource.address).expressions[argument].references
	some other in of_type(type)
	other.module == resource.module
	reference == sprintf("%s.%s", [type, other.name])
}

# Whether the configuration names the argument at all: what a provider fills in itself is unknown in
# the plan either way.
configured(resource, name) if configuration(resource.address).expressions[name]

module_of(address) := concat(".", array.slice(parts, 0, count(parts) - 2)) if {
	parts := split(address, ".")
	count(parts) > 2
} else := ""

local_address(address) := concat(".", array.slice(parts, count(parts) - 2, count(parts))) if {
	parts := split(address, ".")
}
