import { AccountLine } from "../../ui/account-line.tsx";
import { Card } from "../../ui/card.tsx";
import type { AccessGrant } from "./access-grant.ts";
import { GrantRow } from "./grant-row.tsx";
import type { GrantGroup } from "./select-grants.ts";

export interface GrantActions {
  readonly nameOf: (record: string) => string;
  readonly isSelected: (grant: AccessGrant) => boolean;
  /** Undefined for one that cannot be ended together with others. */
  readonly onSelect: (grant: AccessGrant) => ((isSelected: boolean) => void) | undefined;
  readonly onEnd: (grant: AccessGrant) => (() => void) | undefined;
}

interface GrantGroupCardProps extends GrantActions {
  readonly group: GrantGroup;
  readonly by: "grantee" | "record";
}

export function GrantGroupCard({ group, by, ...actions }: GrantGroupCardProps) {
  const { nameOf, isSelected, onSelect, onEnd } = actions;
  return (
    <Card title={<GroupTitle group={group} by={by} nameOf={nameOf} />}>
      <ul>
        {group.grants.map((grant) => (
          <GrantRow
            key={grant.ownerAccount + grant.handle}
            {...{ grant, nameOf }}
            names={by === "grantee" ? "records" : "grantee"}
            isSelected={isSelected(grant)}
            onSelect={onSelect(grant)}
            onEnd={onEnd(grant)}
          />
        ))}
      </ul>
    </Card>
  );
}

function GroupTitle({
  group: { key, grants },
  by,
  nameOf,
}: Pick<GrantGroupCardProps, "group" | "by" | "nameOf">) {
  const current = grants.filter(({ state }) => state === "active" || state === "expiring").length;
  const count = grants.length === 1 ? "1 grant" : `${grants.length} grants`;
  const note = current === grants.length ? count : `${count}, ${current} in force`;
  if (by === "grantee" && key !== null) return <AccountLine account={key} note={note} />;
  const name = by === "grantee" ? "Sealed: for whom, nobody can see" : "Records that are not known any more";
  return (
    <span>
      {key === null ? name : nameOf(key)}
      <span className="account-line-note">{note}</span>
    </span>
  );
}
