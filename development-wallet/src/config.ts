import * as z from "zod";

/** Hardhat's and Anvil's chain: the one that this wallet is for. */
export const LOCAL_CHAIN_ID = 31337;

const LOOPBACK = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL leads to this machine and no other. */
function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  return protocol === "http:" && LOOPBACK.test(hostname);
}

/** What a page's configuration says of the wallet. The keys are those that every local chain gives money to: public. */
export const developmentWalletConfigSchema = z.strictObject({
  chainId: z.literal(LOCAL_CHAIN_ID),
  rpcUrl: z.url().refine(isLoopback, "the development wallet speaks to a chain on this machine only"),
  accounts: z
    .array(z.strictObject({ name: z.string().min(1), privateKey: z.string().regex(/^0x[0-9a-f]{64}$/) }))
    .min(1),
});
export type DevelopmentWalletConfig = z.output<typeof developmentWalletConfigSchema>;
