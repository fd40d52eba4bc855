import type { SignedOwnerHead } from "@idos/protocol";
import type { StoredHead } from "../storage/replicas.ts";

export function presentHead({ headJws, delegation }: Omit<StoredHead, "manifest">): SignedOwnerHead {
  const { message, signature } = delegation;
  return { head: headJws, delegation: { message, signature } };
}
