import { addressSchema, chainIdSchema, originSchema } from "@idos/protocol";
import * as z from "zod";

/** What a vault's operator sets; served to its own pages as /config.json. Nothing of it is secret. */
export const vaultConfigSchema = z.strictObject({
  /** The node that the vault signs in to. */
  node: originSchema,
  deployment: z.strictObject({ chainId: chainIdSchema, contract: addressSchema }),
  /** The pages that may frame the vault and have it decrypt for display: dashboards of the same operator. */
  firstParties: z.array(originSchema).max(16),
  /** After so long without a request the frame wipes its keys. */
  idleSeconds: z.int().min(1).max(3600),
});
export type VaultConfig = z.infer<typeof vaultConfigSchema>;

/** Of the page's own origin. Throws where it is not of the documented form. */
export async function loadConfig(): Promise<VaultConfig> {
  const response = await fetch("/config.json");
  return vaultConfigSchema.parse(await response.json());
}
