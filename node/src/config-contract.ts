import { type Address, deploymentOn, type KnownDeployment } from "@idos/protocol";

export interface ConfiguredContract {
  readonly contract: Address;
  readonly deployBlock: number;
}

/**
 * The contract to index: the one that is set, else the one known on the chain. Address and block belong together, so
 * neither is ever completed from elsewhere; undefined where one is missing.
 */
export function contractOf(
  chainId: number,
  contract: Address | undefined,
  deployBlock: number | undefined,
  deployments: readonly KnownDeployment[],
): ConfiguredContract | undefined {
  if (contract === undefined && deployBlock === undefined) return deploymentOn(chainId, deployments);
  return contract === undefined || deployBlock === undefined ? undefined : { contract, deployBlock };
}

/** What is missing to know the contract, from values that may be wrong in other ways. */
export function contractProblems(
  values: Readonly<Record<string, unknown>>,
  deployments: readonly KnownDeployment[],
): string[] {
  const missing = ["IDOS_CONTRACT", "IDOS_DEPLOY_BLOCK"].filter((name) => !(name in values));
  if (missing.length === 1) return missing.map((name) => `${name}: it must be set, because the other is`);
  const isKnown = deploymentOn(Number(values["IDOS_CHAIN_ID"]), deployments) !== undefined;
  return isKnown
    ? []
    : missing.map((name) => `${name}: it must be set, because no contract is known on the chain`);
}
