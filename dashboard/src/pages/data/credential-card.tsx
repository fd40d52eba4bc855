import "./record-card.css";
import type { RecordSummary } from "@idos/sdk";
import type { ReactNode } from "react";
import { formatDate } from "../../format/dates.ts";
import { AccountName } from "../../ui/account-name.tsx";
import { ExpiryBadge } from "../../ui/expiry-badge.tsx";
import { Facts } from "../../ui/facts.tsx";
import { recordName } from "../../format/record-name.ts";
import { credentialFacts } from "./credential-facts.ts";

interface CredentialCardProps {
  readonly record: RecordSummary;
  readonly type: string;
  readonly sdJwt: string;
  readonly actions: ReactNode;
}

/** Issuer, what it proves, until when. */
export function CredentialCard({ record: { author }, type, sdJwt, actions }: CredentialCardProps) {
  const facts = credentialFacts(sdJwt);
  return (
    <article className="record-card record-card-credential">
      <header className="row row-between">
        <div>
          <h3>{recordName(type)}</h3>
          <p className="small soft">
            Issued by {facts === undefined ? "an unknown issuer" : issuerName(facts.issuer)}
          </p>
        </div>
        {facts !== undefined && <ExpiryBadge expiresAt={facts.expiresAt} />}
      </header>
      {facts !== undefined && (
        <Facts facts={facts.claims.map(([name, value]) => [recordName(name), value])} />
      )}
      <details>
        <summary>Details</summary>
        <Facts
          facts={[
            ["Type", <code key="type">{type}</code>],
            ...(facts === undefined
              ? []
              : ([
                  ["Issuer", facts.issuer],
                  ["Issued", formatDate(facts.issuedAt)],
                ] as const)),
            ["Written by", <AccountName key="author" account={author.account} />],
            ["With your leave", author.role === "issuer" ? "Yes, your wallet signed it" : "By yourself"],
          ]}
        />
      </details>
      {actions !== undefined && <footer className="record-foot record-actions">{actions}</footer>}
    </article>
  );
}

function issuerName(issuer: string): string {
  return URL.parse(issuer)?.host ?? issuer;
}
