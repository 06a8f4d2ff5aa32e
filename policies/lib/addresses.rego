# METADATA
# title: Reckoning with IPv4 addresses
# description: Ranges and their sizes. Whatever is no IPv4 address, or isn't known, is undefined.
package terraformer.lib.addresses

import data.terraformer.lib.variables
import rego.v1

# Whether a value is a range in CIDR notation, and one that somebody has given.
range(value) if {
	is_string(value)
	regex.match(notation, value)
	not made_up(value)
}

notation := `^[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}$`

# Whether it is, or is part of, what stands for a variable that has no default.
made_up(value) if {
	some placeholder in variables.placeholder_ranges
	net.cidr_contains(placeholder, value)
}

# Whether the two ranges share an address.
overlap(one, other) if {
	range(one)
	range(other)
	net.cidr_contains(one, other)
}

overlap(one, other) if {
	range(one)
	range(other)
	net.cidr_contains(other, one)
}

# Whether every address of a range lies in the outer one.
inside(outer, inner) if {
	range(outer)
	range(inner)
	net.cidr_contains(outer, inner)
}

# The length of a range's prefix, 16 for 10.0.0.0/16.
prefix_length(value) := to_number(split(value, "/")[1]) if range(value)

# An address as a number.
number(address) := (((to_number(parts[0]) * 16777216) + (to_number(parts[1]) * 65536)) + (to_number(parts[2]) * 256)) + to_number(parts[3]) if {
	is_string(address)
	regex.match(`^[0-9]{1,3}(\.[0-9]{1,3}){3}$`, address)
	parts := split(address, ".")
}

# Addresses that are not routed on the internet (RFC 1918 and RFC 6598).
private(value) if {
	is_string(value)
	regex.match(`^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.)`, value)
}
