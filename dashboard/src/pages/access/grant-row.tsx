import "./grant-row.css";
import { nowSeconds } from "../../format/dates.ts";
import { AccountName } from "../../ui/account-name.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import type { AccessGrant } from "./access-grant.ts";
import { StateBadge } from "./state-badge.tsx";
import { untilText } from "./until-text.ts";

export interface GrantRowProps {
  readonly grant: AccessGrant;
  readonly nameOf: (record: string) => string;
  /** Under a record's heading the grantee is named, under a grantee's the records are. */
  readonly names: "grantee" | "records";
  /** Undefined where it cannot be chosen together with others. */
  readonly onSelect?: ((isSelected: boolean) => void) | undefined;
  readonly isSelected: boolean;
  /** What ends it, or takes back what never began. */
  readonly onEnd?: (() => void) | undefined;
}

export function GrantRow({ grant, nameOf, names, onSelect, isSelected, onEnd }: GrantRowProps) {
  const { share, onChain, state } = grant;
  const title = names === "records" ? recordsText(grant, nameOf) : granteeText(grant);
  return (
    <li className={`grant-row grant-${state}`}>
      <span className="grant-choice">
        {onSelect !== undefined && (
          <input
            type="checkbox"
            aria-label={`Select ${title}`}
            checked={isSelected}
            onChange={({ target }) => onSelect(target.checked)}
          />
        )}
      </span>
      <div className="grant-what">
        <p className="grant-title">
          {names === "grantee" && grant.grantee !== null ? <AccountName account={grant.grantee} /> : title}
          {grant.isSealed && <Badge tone="accent">Sealed</Badge>}
        </p>
        {share !== undefined && <p className="soft small">“{share.purpose}”</p>}
        <p className="soft small">
          {onChain === undefined
            ? "Left at your node; its transaction is not on the chain."
            : `Access ${untilText(onChain, nowSeconds())}`}
        </p>
      </div>
      <StateBadge state={state} />
      <span className="grant-end">
        {onEnd !== undefined && (
          <Button look="quiet" onClick={onEnd} aria-label={`${endText(grant)}: ${title}`}>
            {endText(grant)}
          </Button>
        )}
      </span>
    </li>
  );
}

function endText({ onChain, state }: AccessGrant): string {
  if (onChain === undefined) return "Take back";
  return state === "revoked" || state === "expired" ? "Clear" : "Revoke";
}

function recordsText({ share }: AccessGrant, nameOf: (record: string) => string): string {
  return share === undefined ? "Its records are not known any more" : share.records.map(nameOf).join(", ");
}

function granteeText({ grantee }: AccessGrant): string {
  return grantee ?? "An account that is sealed";
}
