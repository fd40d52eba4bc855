import "./record-choices.css";
import type { OpenedRecord } from "@idos/sdk";
import { type ReactNode, useId } from "react";
import { recordName } from "../../../format/record-name.ts";
import { contentPreview } from "../../data/content-preview.ts";

interface RecordChoicesProps {
  readonly legend: string;
  readonly records: readonly OpenedRecord[];
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly string[]) => void;
  /** What of a ticked record is to be visible, instead of its content; undefined where that is not chosen. */
  readonly partsOf?: (record: OpenedRecord) => ReactNode | undefined;
}

/** Each with its content: what is ticked is exactly what will be visible. */
export function RecordChoices(props: RecordChoicesProps) {
  const { legend, records, chosen, error, onChange, partsOf } = props;
  const id = useId();
  return (
    <fieldset className="choices record-choices" aria-describedby={error === undefined ? undefined : id}>
      <legend className="field-label">{legend}</legend>
      <div className="record-choices-list">
        {records.map((record) => {
          const isChosen = chosen.includes(record.id);
          const parts = isChosen ? partsOf?.(record) : undefined;
          return (
            <div key={record.id} className="record-choice">
              <label className="choice">
                <input
                  type="checkbox"
                  checked={isChosen}
                  onChange={() =>
                    onChange(isChosen ? chosen.filter((it) => it !== record.id) : [...chosen, record.id])
                  }
                />
                <span>
                  {recordName(record.content.type)}
                  {parts === undefined && (
                    <span className="soft small record-choice-content">{contentPreview(record.content)}</span>
                  )}
                </span>
              </label>
              {parts}
            </div>
          );
        })}
      </div>
      {error !== undefined && (
        <p id={id} className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
