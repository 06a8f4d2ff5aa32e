# METADATA
# title: Values that nobody has given
# description: >-
#   A variable without a default has, while one writes, only a placeholder for its value. A policy
#   that compares values must not judge it.
package terraformer.lib.variables

import rego.v1

# Whether a value is, or contains, what stands for a variable that has no default. Numbers and
# booleans are told by the value alone: rather one finding too few than a false one.
placeholder(value) if {
	is_string(value)
	contains(value, "standin")
}

placeholder(value) if {
	value in {1, true, false}
	some name, variable in input.configuration.root_module.variables
	not "default" in object.keys(variable)
	input.variables[name].value == value
}

# The ranges that stand for variables without a default.
placeholder_ranges contains "10.0.0.0/16" if {
	some name, variable in input.configuration.root_module.variables
	not "default" in object.keys(variable)
	input.variables[name].value == "10.0.0.0/16"
}
