"""A contract for import-linter that reads like the table of layers: what a package may import."""

import sys
from typing import ClassVar

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

ANYTHING = ["*"]


class Layer(Contract):
    """The modules import the standard library, each other and what is listed; nothing else.

    Only direct imports are looked at: what is listed has a contract of its own. A module that is
    not there (yet) breaks nothing.
    """

    type_name: ClassVar[str] = "layer"

    modules = fields.ListField(subfield=fields.StringField())
    apart_from = fields.ListField(subfield=fields.StringField(), required=False, default=[])
    may_import = fields.ListField(subfield=fields.StringField(), required=False, default=ANYTHING)
    may_not_import = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        illegal = [
            (importer, imported, _lines(graph, importer, imported))
            for importer in sorted(graph.modules)
            if _within(importer, self.modules) and not _within(importer, self.apart_from)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self._allows(imported)
        ]
        return ContractCheck(kept=not illegal, metadata={"illegal": illegal})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported, lines in check.metadata["illegal"]:
            output.print_error(f"{importer} may not import {imported} ({lines})", bold=False)

    def _allows(self, imported: str) -> bool:
        if _within(imported, self.may_not_import):
            return False
        if self.may_import == ANYTHING or _is_standard(imported):
            return True
        return _within(imported, [*self.modules, *self.may_import])


def _within(module: str, packages: list[str]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def _is_standard(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in sys.stdlib_module_names


def _lines(graph: ImportGraph, importer: str, imported: str) -> str:
    details = graph.get_import_details(importer=importer, imported=imported)
    return ", ".join(f"line {detail['line_number']}" for detail in details)
