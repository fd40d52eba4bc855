import "./record-card.css";
import type { JsonValue, RecordSummary } from "@idos/sdk";
import type { ReactNode } from "react";
import { formatDate } from "../../format/dates.ts";
import { shownValue } from "./attribute-value.ts";
import { recordName } from "../../format/record-name.ts";

interface AttributeCardProps {
  readonly record: RecordSummary;
  readonly type: string;
  readonly value: JsonValue;
  readonly actions: ReactNode;
}

export function AttributeCard({ record, type, value, actions }: AttributeCardProps) {
  return (
    <article className="record-card">
      <div className="record-head">
        <h3 className="record-title">{recordName(type)}</h3>
        {actions !== undefined && <span className="record-actions">{actions}</span>}
      </div>
      <p className="record-value">{shownValue(value)}</p>
      <p className="small soft">
        {record.version > 1 ? "Changed" : "Added"} {formatDate(record.writtenAt)}
      </p>
    </article>
  );
}
