import "./record-card.css";
import type { OpenedRecord } from "@idos/sdk";
import { Button } from "../../ui/button.tsx";
import { recordName } from "../../format/record-name.ts";
import { RecordCard } from "./record-card.tsx";

interface RecordSectionProps {
  readonly title: string;
  readonly records: readonly OpenedRecord[];
  readonly wide?: boolean;
  readonly onEdit?: (record: OpenedRecord) => void;
  readonly onDelete: (record: OpenedRecord) => void;
}

/** Nothing where there are no records of the kind. */
export function RecordSection({ title, records, wide = false, onEdit, onDelete }: RecordSectionProps) {
  if (records.length === 0) return null;
  const byName = records.toSorted((one, other) => titleOf(one).localeCompare(titleOf(other)));
  return (
    <section className="stack">
      <h2>{title}</h2>
      <ul className={wide ? "record-cards record-cards-wide" : "record-cards"}>
        {byName.map((record) => {
          const name = titleOf(record);
          const actions = (
            <>
              {onEdit !== undefined && (
                <Button look="quiet" aria-label={`Edit ${name}`} onClick={() => onEdit(record)}>
                  Edit
                </Button>
              )}
              <Button look="quiet" aria-label={`Delete ${name}`} onClick={() => onDelete(record)}>
                Delete
              </Button>
            </>
          );
          return (
            <li key={record.id}>
              <RecordCard record={record} actions={actions} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function titleOf({ content }: OpenedRecord): string {
  return recordName(content.type);
}
