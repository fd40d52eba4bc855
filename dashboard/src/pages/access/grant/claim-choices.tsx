import { recordName } from "../../../format/record-name.ts";
import { type ClaimOption, withClaim } from "./chosen-claims.ts";

interface ClaimChoicesProps {
  /** The credential's. */
  readonly name: string;
  readonly options: readonly ClaimOption[];
  readonly onChange: (shown: readonly string[]) => void;
}

/** Of a credential that is ticked: each claim with its value; what is ticked is what the reader gets. */
export function ClaimChoices({ name, options, onChange }: ClaimChoicesProps) {
  return (
    <fieldset className="choices claim-choices" aria-label={`Claims of ${name}`}>
      {options.map((option) => (
        <label key={option.name} className="choice">
          <input
            type="checkbox"
            checked={option.isShown}
            disabled={!option.canBeHidden}
            onChange={({ target }) => onChange(withClaim(options, option.name, target.checked))}
          />
          <span>
            {recordName(option.name)}: <span className="soft">{option.value}</span>
            {!option.canBeHidden && <span className="soft small"> (always visible)</span>}
          </span>
        </label>
      ))}
      <p className="soft small">Its issuer and until when it is valid are visible too.</p>
    </fieldset>
  );
}
