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

all_configuration contains object.union(resource, {"full_address": resource.address}) if {
	some resource in input.configuration.root_module.resources
}

all_configuration contains object.union(resource, {"full_address": full}) if {
	some name, call in input.configuration.root_module.module_calls
	some resource in call.module.resources
	full := sprintf("module.%s.%s", [name, resource.address])
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

module_of(address) := concat(".", array.slice(parts, 0, count(parts) - 2)) if {
	parts := split(address, ".")
	count(parts) > 2
} else := ""

local_address(address) := concat(".", array.slice(parts, count(parts) - 2, count(parts))) if {
	parts := split(address, ".")
}
