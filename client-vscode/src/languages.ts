/**
 * Which documents are ours, and how we live beside other Terraform extensions. docs/editors.md
 * says why.
 */

import * as vscode from "vscode";

/** HashiCorp's ids, which we share, and those of OpenTofu's own extension. */
const LANGUAGES = ["terraform", "terraform-vars", "opentofu", "opentofu-vars"] as const;

/** On disk or not yet saved; not in version control's read-only views of old revisions. */
export const DOCUMENTS = LANGUAGES.flatMap((language) => [
  { scheme: "file", language },
  { scheme: "untitled", language },
]);

/** Whether a document is one that the server knows. */
export function isOurs(document: vscode.TextDocument): boolean {
  return vscode.languages.match(DOCUMENTS, document) > 0;
}

const OPENTOFU_EXTENSION = "opentofu.vscode-opentofu";
const HASHICORP_EXTENSION = "hashicorp.terraform";
const OPENTOFU_NAMES: Readonly<Record<string, string>> = {
  terraform: "opentofu",
  "terraform-vars": "opentofu-vars",
};

/**
 * Leaves documents to OpenTofu's extension, where that is the user's only other one.
 *
 * VS Code gives `.tf` to whichever extension it reads last, and that may be us; but OpenTofu's
 * extension only serves its own language ids. What the user associated themselves stays.
 */
export function yieldToOpenTofu(): vscode.Disposable {
  const yielding = async (document: vscode.TextDocument) => {
    const language = OPENTOFU_NAMES[document.languageId];
    if (language !== undefined && isOpenTofuAlone() && !isAssociated(document.languageId)) {
      await vscode.languages.setTextDocumentLanguage(document, language);
    }
  };
  for (const document of vscode.workspace.textDocuments) {
    void yielding(document);
  }
  return vscode.workspace.onDidOpenTextDocument(yielding);
}

/** Whether another extension with a language server for Terraform is there. */
export function isBesideAnother(): boolean {
  return [HASHICORP_EXTENSION, OPENTOFU_EXTENSION].some(
    (id) => vscode.extensions.getExtension(id) !== undefined,
  );
}

function isOpenTofuAlone(): boolean {
  return (
    vscode.extensions.getExtension(OPENTOFU_EXTENSION) !== undefined &&
    vscode.extensions.getExtension(HASHICORP_EXTENSION) === undefined
  );
}

function isAssociated(language: string): boolean {
  const associations = vscode.workspace
    .getConfiguration("files")
    .get<Record<string, string>>("associations", {});
  return Object.values(associations).includes(language);
}
