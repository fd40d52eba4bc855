import { connectAccessContract, NEVER_EXPIRES, type PublicShareTerms } from "@idos/sdk";
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../session/session-context.ts";
import { Badge } from "../../ui/badge.tsx";
import { ExpiryBadge } from "../../ui/expiry-badge.tsx";

/** As the contract has it; nothing where the chain does not answer. */
export function ShareExpiry({ share }: { share: PublicShareTerms }) {
  const { idos } = useSession();
  const { data: expiresAt } = useQuery({
    queryKey: ["grant-expiry", share.handle],
    queryFn: async () => {
      const contract = connectAccessContract(idos.deployment, idos.signer);
      return (await contract.grantOf(share.ownerAccount, share.handle)).expiresAt;
    },
  });
  if (expiresAt === undefined) return null;
  return expiresAt === NEVER_EXPIRES ? (
    <Badge>Until it is revoked</Badge>
  ) : (
    <ExpiryBadge expiresAt={Number(expiresAt)} />
  );
}
