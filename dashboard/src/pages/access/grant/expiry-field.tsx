import { Field } from "../../../ui/field.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import type { GrantForm } from "./grant-form.ts";

const CHOICES = [
  ["1d", "1 day"],
  ["7d", "7 days"],
  ["30d", "30 days"],
  ["90d", "90 days"],
  ["365d", "1 year"],
  ["never", "Until I revoke it"],
  ["date", "Until a day that I choose"],
] as const satisfies readonly (readonly [GrantForm["expiry"], string])[];

interface ExpiryFieldProps {
  readonly form: Pick<GrantForm, "expiry" | "date">;
  readonly error: string | undefined;
  readonly onChange: (change: Partial<GrantForm>) => void;
}

export function ExpiryField({ form: { expiry, date }, error, onChange }: ExpiryFieldProps) {
  return (
    <>
      <SelectField
        label="For how long"
        value={expiry}
        choices={CHOICES}
        onChoose={(chosen) => onChange({ expiry: chosen })}
      />
      {expiry === "date" && (
        <Field
          label="The last day"
          type="date"
          value={date}
          error={error}
          onChange={({ target }) => onChange({ date: target.value })}
        />
      )}
    </>
  );
}
