/**
* Provider-defined functions of the acme provider.
*/
export class AcmeProviderFunctions {
  /**
  * Joins parts.
  * @param {string} separator - What to put between
  * @param {string[]} parts - What to join
  * @returns {string}
  */
  public join(separator: string, ...parts: string[]): string {
    return cdktn.Token.asString(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "join_parts", [separator, ...parts]));
  }
}
