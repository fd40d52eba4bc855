import "@idos/sdk";

export { connectVault, type Vault, type VaultGrant, type VaultGranted } from "./connect-vault.ts";
export { connectVaultFrame, type VaultFrame } from "./connect-frame.ts";
