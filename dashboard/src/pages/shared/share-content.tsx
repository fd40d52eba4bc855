import type { SharedData } from "@idos/sdk";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RecordCard } from "../data/record-card.tsx";

const MISSING = {
  deleted: "Its owner has deleted one of the records.",
  "key-missing": "Its owner has changed one of the records without sharing the new version.",
} as const;

/** Records, decrypted, with what was verified of them. */
export function ShareContent({ data, onClose }: { data: SharedData; onClose: () => void }) {
  const { records, missing, decidedAt } = data;
  return (
    <div className="stack">
      <Notice tone="good" title="Verified">
        <p>
          Its owner’s wallet stands behind this share, and each record is as its writer signed it
          {decidedAt !== null && <>; access was granted at block {decidedAt.blockNumber}</>}.
        </p>
      </Notice>
      <ul className="record-cards">
        {records.map((record) => (
          <li key={record.id}>
            <RecordCard record={record} />
          </li>
        ))}
      </ul>
      {missing.map(({ record, reason }) => (
        <Notice key={record} tone="warn">
          <p>{MISSING[reason]}</p>
        </Notice>
      ))}
      <div className="row">
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}
