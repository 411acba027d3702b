/** Fetches the partner registry's file from the address that is set (B2). */
export interface RegistryGateway {
  /**
   * The text of the file at an `https:` address. Throws REGISTRY_UNREACHABLE {reason}; what the file holds is not looked
   * at here.
   */
  fetchText(address: string): Promise<string>
}
