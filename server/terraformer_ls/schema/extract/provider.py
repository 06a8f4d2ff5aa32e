"""A whole provider's schema out of its prebuilt package."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from terraformer_ls.schema.cty import TypeJson
from terraformer_ls.schema.extract.blocks import LOSSES, BlockBuilder
from terraformer_ls.schema.extract.corrections import correct
from terraformer_ls.schema.extract.typescript import Declarations, FunctionDeclaration
from terraformer_ls.schema.extract.wheel import modules
from terraformer_ls.schema.json_shape import FunctionJson, ParameterJson, ProviderJson, SchemaJson
from terraformer_ls.schema.model import Provider

_DOCUMENTED_TYPES: dict[str, TypeJson] = {
    "string": "string",
    "number": "number",
    "boolean": "bool",
    "string[]": ["list", "string"],
    "number[]": ["list", "number"],
    "boolean[]": ["list", "bool"],
}


class NothingRecovered(Exception):
    """The package holds no resource, data source or provider."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A schema, whose it is, and what could not be recovered, counted by a few words each."""

    provider: Provider
    schema: ProviderJson
    unrecovered: Counter[str] = field(default_factory=Counter[str])


def extract(wheel: Path, source: str = "") -> Extracted:
    """The schema that a prebuilt provider's wheel holds.

    Args:
        wheel: the file, as pip downloads it; its name tells the package and version.
        source: the provider's source address, where the package doesn't link to its registry page.

    Raises:
        NotAProviderPackage: the wheel is something else.
        NothingRecovered: the package is not of a generation that is understood.
    """
    provider_block: SchemaJson = {"version": 0, "block": {}}
    resources: dict[str, SchemaJson] = {}
    data_sources: dict[str, SchemaJson] = {}
    ephemeral: dict[str, SchemaJson] = {}
    functions: dict[str, FunctionJson] = {}
    places = {
        "TerraformResource": resources,
        "TerraformDataSource": data_sources,
        "TerraformEphemeralResource": ephemeral,
    }
    unrecovered: Counter[str] = Counter()
    version = ""
    for module in modules(wheel):
        declarations = Declarations()
        for text in module.sources:
            declarations.read(text)
        source = source or declarations.registry_source
        for function in declarations.functions:
            functions[function.name] = _function(function)
        builder = BlockBuilder(declarations, unrecovered)
        for class_ in declarations.classes.values():
            if not class_.terraform_type:
                continue
            version = version or class_.provider_version
            schema: SchemaJson = {"version": 0, "block": builder.block_of(class_)}
            if class_.base == "TerraformProvider":
                provider_block = schema
            elif class_.base in places:
                places[class_.base][class_.terraform_type] = schema
            else:
                unrecovered[f"classes that extend {class_.base}"] += 1
    if not source or not version:
        raise NothingRecovered(f"{wheel.name} holds nothing that is understood")
    corrected = correct(source, resources)
    if corrected:
        unrecovered["blocks of unknown content, left unchecked"] += corrected
    package, package_version = wheel.name.split("-")[:2]
    provenance = f"{package.replace('_', '-')} {package_version} (PyPI, MPL-2.0)"
    return Extracted(
        provider=Provider(source, version, provenance, LOSSES),
        schema={
            "provider": provider_block,
            "resource_schemas": resources,
            "data_source_schemas": data_sources,
            "ephemeral_resource_schemas": ephemeral,
            "functions": functions,
        },
        unrecovered=unrecovered,
    )


def _function(declaration: FunctionDeclaration) -> FunctionJson:
    parameters: list[ParameterJson] = []
    for name, type_, description in declaration.parameters:
        parameter: ParameterJson = {"name": name, "type": _DOCUMENTED_TYPES.get(type_, "dynamic")}
        if description:
            parameter["description"] = description
        parameters.append(parameter)
    function: FunctionJson = {
        "return_type": _DOCUMENTED_TYPES.get(declaration.result, "dynamic"),
        "parameters": parameters,
    }
    if declaration.description:
        function["description"] = declaration.description
    if declaration.variadic and parameters:
        last = function["parameters"].pop()
        type_ = last.get("type", "dynamic")
        # The documentation writes the rest of the arguments as an array.
        last["type"] = type_[1] if isinstance(type_, list) else type_
        function["variadic_parameter"] = last
    return function
