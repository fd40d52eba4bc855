import "./record-card.css";
import type { OpenedRecord } from "@idos/sdk";
import { formatDate } from "../../format/dates.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";

export function RecordCard({ record: { content, writtenAt } }: { record: OpenedRecord }) {
  return (
    <Card title={content.type}>
      {content.kind === "attribute" ? (
        <p className="record-value">
          {typeof content.value === "string" ? content.value : JSON.stringify(content.value)}
        </p>
      ) : (
        <Badge tone="accent">Credential</Badge>
      )}
      <p className="small soft">Since {formatDate(writtenAt)}</p>
    </Card>
  );
}
