import * as z from "zod";
import { RECORDED_DEPLOYMENTS } from "./generated/deployments.ts";
import { addressSchema, blockNumberSchema } from "./primitives.ts";
import type { Deployment } from "./typed-data/access.ts";

/** A contract on a lasting chain, as the people who publish this package deployed it. */
export interface KnownDeployment extends Deployment {
  /** The chain's name, as `./idos deploy --network` knows it. */
  readonly network: string;
  /** Number of the block that holds the deployment: before it there is nothing to index. */
  readonly deployBlock: number;
}

const knownDeployments = z.array(
  z.strictObject({
    network: z.string(),
    chainId: z.int().positive(),
    contract: addressSchema,
    deployBlock: blockNumberSchema,
  }),
);

/** The contracts that this package's makers deployed, one a chain. */
export const DEPLOYMENTS: readonly KnownDeployment[] = knownDeployments.parse(RECORDED_DEPLOYMENTS);

/** The contract on this chain, or undefined where none is known. */
export function deploymentOn(
  chainId: number,
  deployments: readonly KnownDeployment[] = DEPLOYMENTS,
): KnownDeployment | undefined {
  return deployments.find((deployment) => deployment.chainId === chainId);
}
