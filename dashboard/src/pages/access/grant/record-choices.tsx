import "./record-choices.css";
import type { OpenedRecord } from "@idos/sdk";
import { useId } from "react";
import { recordName } from "../../../format/record-name.ts";
import { contentPreview } from "../../data/content-preview.ts";

interface RecordChoicesProps {
  readonly legend: string;
  readonly records: readonly OpenedRecord[];
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Each with its content: what is ticked is exactly what will be visible. */
export function RecordChoices({ legend, records, chosen, error, onChange }: RecordChoicesProps) {
  const id = useId();
  return (
    <fieldset className="choices record-choices" aria-describedby={error === undefined ? undefined : id}>
      <legend className="field-label">{legend}</legend>
      <div className="record-choices-list">
        {records.map((record) => (
          <label key={record.id} className="choice record-choice">
            <input
              type="checkbox"
              checked={chosen.includes(record.id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, record.id] : chosen.filter((it) => it !== record.id))
              }
            />
            <span>
              {recordName(record.content.type)}
              <span className="soft small record-choice-content">{contentPreview(record.content)}</span>
            </span>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p id={id} className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
