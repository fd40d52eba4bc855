import { useRoute } from "wouter";
import { useGrantHistory } from "../../chain/grant-history.ts";
import { parseAccountText } from "../../format/account-text.ts";
import { useNowSeconds } from "../../format/use-now-seconds.ts";
import { ADDRESS_ROUTE } from "../../shell/views.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AddressForm } from "./address-form.tsx";
import { PublicGrantList } from "./public-grant-list.tsx";
import { publicGrants } from "./public-grants.ts";

/** What anybody can see of an account on the chain. It takes no wallet and no sign-in. */
export default function AddressPage() {
  const [, params] = useRoute(ADDRESS_ROUTE);
  const account = params?.account;
  const parsed = account === undefined ? undefined : parseAccountText(account);
  const owner = parsed !== undefined && "account" in parsed ? parsed.account : undefined;
  return (
    <div className="stack-l">
      <div className="stack-s">
        <h1>Public grants</h1>
        <p className="soft">
          Whom an account lets read, as the chain shows it to everybody. To what, nobody sees.
        </p>
      </div>
      <AddressForm key={account} account={account ?? ""} />
      {parsed !== undefined && "fault" in parsed && <Notice tone="bad" title={parsed.fault} />}
      {owner !== undefined && <GrantsOf owner={owner} />}
    </div>
  );
}

function GrantsOf({ owner }: { owner: string }) {
  const { data, error } = useGrantHistory([owner.toLowerCase()]);
  const nowSeconds = useNowSeconds();
  if (error !== null) return <ErrorNotice error={error} />;
  if (data === undefined) return <Skeleton lines={4} label="The chain is being asked" />;
  const now = Math.max(nowSeconds, data.blockTime);
  const grants = publicGrants(data.grants, now);
  if (grants.length === 0)
    return (
      <EmptyState title="No grants" text="This account has never given access to anybody on this chain." />
    );
  return <PublicGrantList grants={grants} nowSeconds={now} />;
}
