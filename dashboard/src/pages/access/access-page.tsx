import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import { useSession } from "../../session/session-context.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AccessList } from "./access-list.tsx";
import { isRevocable } from "./access-grant.ts";
import { accessQueryParams, parseAccessQuery } from "./access-query.ts";
import { AccessToolbar } from "./access-toolbar.tsx";
import { GrantDialog } from "./grant/grant-dialog.tsx";
import type { Revocation } from "./revocation.ts";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { useAccessGrants } from "./use-access-grants.ts";

type Open = { readonly dialog: "grant" } | { readonly dialog: "revoke"; readonly revocation: Revocation };

export default function AccessPage() {
  const { account } = useSession();
  const { grants, error } = useAccessGrants();
  const [params, setParams] = useSearchParams();
  const give = params.get("give");
  const [open, setOpen] = useState<Open | undefined>(give === null ? undefined : { dialog: "grant" });
  const close = (): void => setOpen(undefined);
  const query = parseAccessQuery(params);
  const ends = grants?.filter((grant) => isRevocable(grant, account)) ?? [];
  const giveAccess = (
    <Button look="primary" onClick={() => setOpen({ dialog: "grant" })}>
      Give access
    </Button>
  );
  const revokeAll = (
    <Button
      look="danger"
      onClick={() => setOpen({ dialog: "revoke", revocation: { kind: "all", grants: ends } })}
    >
      Revoke everything
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Who has access"
        lead="Whom you let read what, and until when."
        actions={
          grants !== undefined &&
          grants.length > 0 && (
            <div className="row">
              {ends.length > 0 && revokeAll}
              {giveAccess}
            </div>
          )
        }
      />
      {error !== null && <ErrorNotice error={error} />}
      {grants === undefined && error === null && (
        <Skeleton lines={5} label="Your grants are being looked up" />
      )}
      {grants?.length === 0 && (
        <EmptyState
          title="Nobody has access"
          text="Your data is yours alone. Give somebody access, and you see here who it is, to what, and until when."
          action={giveAccess}
        />
      )}
      {grants !== undefined && grants.length > 0 && (
        <>
          <AccessToolbar
            query={query}
            onChange={(next) => setParams(accessQueryParams(next), { replace: true })}
          />
          <AccessList
            {...{ grants, query }}
            onRevoke={(some) => setOpen({ dialog: "revoke", revocation: { kind: "some", grants: some } })}
          />
        </>
      )}
      <p className="small access-public">
        <Link href={`/address/${account}`}>What everybody can see of your grants</Link>
      </p>
      {open?.dialog === "grant" && <GrantDialog preselected={give} onClose={close} />}
      {open?.dialog === "revoke" && <RevokeDialog revocation={open.revocation} onClose={close} />}
    </>
  );
}
