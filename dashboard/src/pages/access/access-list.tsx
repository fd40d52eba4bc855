import type { Bytes32 } from "@idos/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useRecordNames } from "../../session/records.ts";
import { useSession } from "../../session/session-context.ts";
import { SHARES_KEY } from "../../session/shares.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import type { AccessGrant } from "./access-grant.ts";
import type { AccessQuery } from "./access-query.ts";
import { GrantGroupCard } from "./grant-group-card.tsx";
import { canRevokeAlone, canRevokeTogether } from "./revocation.ts";
import { groupGrants, selectGrants } from "./select-grants.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { useSelection } from "./use-selection.ts";

interface AccessListProps {
  readonly grants: readonly AccessGrant[];
  readonly query: AccessQuery;
  readonly onRevoke: (grants: readonly AccessGrant[]) => void;
}

const keyOf = ({ ownerAccount, handle }: AccessGrant): string => ownerAccount + handle;

export function AccessList({ grants, query, onRevoke }: AccessListProps) {
  const { account, idos } = useSession();
  const queries = useQueryClient();
  const nameOf = useRecordNames();
  const selection = useSelection();
  const shown = useMemo(() => selectGrants(grants, query, nameOf), [grants, query, nameOf]);
  const selected = shown.filter((grant) => selection.keys.has(keyOf(grant)));
  // What gives no access takes no transaction to go.
  const clear = useMutation({
    mutationFn: (share: Bytes32) => idos.node.deleteShare(share),
    onSettled: () => queries.invalidateQueries({ queryKey: SHARES_KEY }),
  });
  const endOf = (grant: AccessGrant): (() => void) | undefined => {
    if (canRevokeAlone(grant, account)) return () => onRevoke([grant]);
    const { share, onChain, state } = grant;
    const isOver = onChain === undefined || state === "revoked" || state === "expired";
    return share === undefined || !isOver ? undefined : () => clear.mutate(share.share);
  };
  if (shown.length === 0)
    return <EmptyState title="No such grant" text="Nothing matches what you search for in this state." />;
  return (
    <>
      {clear.error !== null && <ErrorNotice error={clear.error} />}
      <div className="stack">
        {groupGrants(shown, query.by).map((group) => (
          <GrantGroupCard
            key={group.key ?? ""}
            {...{ group, nameOf }}
            by={query.by}
            isSelected={(grant) => selection.keys.has(keyOf(grant))}
            onSelect={(grant) =>
              canRevokeTogether(grant, account)
                ? (isSelected) => selection.set(keyOf(grant), isSelected)
                : undefined
            }
            onEnd={endOf}
          />
        ))}
      </div>
      {selected.length > 0 && (
        <SelectionBar count={selected.length} onRevoke={() => onRevoke(selected)} onClear={selection.clear} />
      )}
    </>
  );
}
