import type { PublicShareTerms } from "@idos/sdk";
import { useMutation } from "@tanstack/react-query";
import { useSession } from "../../session/session-context.ts";
import { AccountName } from "../../ui/account-name.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Facts } from "../../ui/facts.tsx";
import { ShareContent } from "./share-content.tsx";
import { ShareExpiry } from "./share-expiry.tsx";

/** One share: who, what for, until when, and its content once it is opened. */
export function ShareCard({ share }: { share: PublicShareTerms }) {
  const { consumer } = useSession();
  const open = useMutation({ mutationFn: () => consumer.readShare(share.share) });
  const { ownerAccount, purpose, records } = share;
  return (
    <Card title={purpose === "" ? "Shared data" : purpose} actions={<ShareExpiry share={share} />}>
      <Facts
        facts={[
          ["From", <AccountName key="from" account={ownerAccount} />],
          ["Holds", records.length === 1 ? "One record" : `${records.length} records`],
        ]}
      />
      {open.error !== null && <ErrorNotice error={open.error} />}
      {open.data === undefined ? (
        <div className="row">
          <Button look="primary" busy={open.isPending} onClick={() => open.mutate()}>
            Open
          </Button>
          <span className="small soft">Its owner sees in her activity that you read it.</span>
        </div>
      ) : (
        <ShareContent data={open.data} onClose={() => open.reset()} />
      )}
    </Card>
  );
}
