import type { OpenedRecord } from "@idos/sdk";
import type { ReactNode } from "react";
import { AttributeCard } from "./attribute-card.tsx";
import { CredentialCard } from "./credential-card.tsx";

/** A record as a card: an attribute, or a credential. */
export function RecordCard({ record, actions }: { record: OpenedRecord; actions?: ReactNode }) {
  const { content } = record;
  if (content.kind === "credential")
    return <CredentialCard record={record} type={content.type} sdJwt={content.sdJwt} actions={actions} />;
  return <AttributeCard record={record} type={content.type} value={content.value} actions={actions} />;
}
