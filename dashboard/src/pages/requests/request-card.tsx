import "./request-card.css";
import type { ReceivedRequest } from "@idos/sdk";
import { formatMoment, formatRelative } from "../../format/dates.ts";
import { recordName } from "../../format/record-name.ts";
import { AccountLine } from "../../ui/account-line.tsx";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { requestState, type RequestState } from "./request-view.ts";

const LOOKS: Readonly<Record<RequestState, readonly [tone: Tone, name: string]>> = {
  pending: ["accent", "Waits for you"],
  granted: ["good", "Approved"],
  denied: ["bad", "Denied"],
  cancelled: ["plain", "Withdrawn"],
  expired: ["plain", "Lapsed"],
};

interface RequestCardProps {
  readonly request: ReceivedRequest;
  readonly nowSeconds: number;
  readonly isDenying: boolean;
  readonly onReview: () => void;
  readonly onDeny: () => void;
}

export function RequestCard({ request, nowSeconds, isDenying, onReview, onDeny }: RequestCardProps) {
  const { requester, askedAt, asked, accessUntil, expiresAt } = request;
  const state = requestState(request, nowSeconds);
  const [tone, name] = LOOKS[state];
  return (
    <Card
      title={<AccountLine account={requester} note={`asked ${formatRelative(askedAt, nowSeconds)}`} />}
      actions={<Badge tone={tone}>{name}</Badge>}
    >
      {asked === null ? (
        <p className="soft">
          What is asked cannot be read: it was not encrypted for your present keys. You can deny it.
        </p>
      ) : (
        <>
          <p className="request-purpose">“{asked.purpose}”</p>
          <ul className="row" aria-label="Asked for">
            {asked.records.map((type) => (
              <li key={type}>
                <Badge>{recordName(type)}</Badge>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="row row-between">
        <p className="small soft">
          {accessUntil === null ? "Access without an end" : `Access until ${formatMoment(accessUntil)}`}
          {state === "pending" && ` · answer by ${formatMoment(expiresAt)}`}
        </p>
        {state === "pending" && (
          <div className="row">
            <Button busy={isDenying} onClick={onDeny}>
              Deny
            </Button>
            {asked !== null && (
              <Button look="primary" onClick={onReview}>
                Review
              </Button>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}
