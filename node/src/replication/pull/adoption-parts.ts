import type { AccountSignatures } from "../../access/account-signatures.ts";
import type { NodeIdentity } from "../../access/node-identity.ts";
import type { Store } from "../../storage/store.ts";

/** What taking over an owner's data works with. */
export interface AdoptionParts {
  readonly node: Pick<NodeIdentity, "origin">;
  readonly store: Store;
  readonly signatures: AccountSignatures;
  readonly nowSeconds: () => number;
}
