"""Terraform's functions by what they give back."""

from __future__ import annotations

from collections.abc import Mapping

from terraformer_ls.schema.cty import Kind

_NAMES: Mapping[Kind, str] = {
    Kind.STRING: """
        abspath base64decode base64encode base64gzip base64sha256 base64sha512 basename bcrypt chomp
        cidrhost cidrnetmask cidrsubnet dirname file filebase64 filebase64sha256 filebase64sha512
        filemd5 filesha1 filesha256 filesha512 format formatdate indent join jsonencode lower md5
        pathexpand plantimestamp replace rsadecrypt sha1 sha256 sha512 strrev substr templatefile
        templatestring textdecodebase64 textencodebase64 timeadd timestamp title tostring trim
        trimprefix trimspace trimsuffix upper urlencode uuid uuidv5 yamlencode
    """,
    Kind.NUMBER: """
        abs ceil floor index length log max min parseint pow signum sum timecmp tonumber
    """,
    Kind.BOOL: """
        alltrue anytrue can contains endswith fileexists issensitive startswith strcontains tobool
    """,
    Kind.LIST: """
        chunklist cidrsubnets coalescelist compact concat csvdecode distinct fileset flatten
        formatlist keys matchkeys range regexall reverse setintersection setproduct setsubtract
        setunion slice sort split tolist toset values
    """,
    Kind.MAP: """
        merge tomap transpose zipmap
    """,
    Kind.DYNAMIC: """
        coalesce convert element ephemeralasnull jsondecode lookup nonsensitive one regex sensitive
        try yamldecode
    """,
}

FUNCTIONS: Mapping[str, Kind] = {
    name: kind for kind, names in _NAMES.items() for name in names.split()
}
"""The kind of value that each function gives; `dynamic` where its arguments decide."""
