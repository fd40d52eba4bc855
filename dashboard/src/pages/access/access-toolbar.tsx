import "./access-toolbar.css";
import { Field } from "../../ui/field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { type AccessQuery, STATE_CHOICES } from "./access-query.ts";
import { stateName } from "./state-badge.tsx";

const STATES = STATE_CHOICES.map((state) => {
  if (state === "current") return [state, "Current"] as const;
  return [state, state === "all" ? "All" : stateName(state)] as const;
});
const SORTS = [
  ["newest", "Newest first"],
  ["expiry", "Ending first"],
  ["grantee", "By account"],
] as const;
const GROUPINGS = [
  ["grantee", "Account"],
  ["record", "Record"],
] as const;

interface AccessToolbarProps {
  readonly query: AccessQuery;
  readonly onChange: (query: AccessQuery) => void;
}

export function AccessToolbar({ query, onChange }: AccessToolbarProps) {
  return (
    <search className="access-toolbar">
      <Field
        label="Search"
        type="search"
        placeholder="Account, record or purpose"
        value={query.search}
        onChange={({ target }) => onChange({ ...query, search: target.value })}
      />
      <SelectField
        label="Group by"
        value={query.by}
        choices={GROUPINGS}
        onChoose={(by) => onChange({ ...query, by })}
      />
      <SelectField
        label="State"
        value={query.state}
        choices={STATES}
        onChoose={(state) => onChange({ ...query, state })}
      />
      <SelectField
        label="Order"
        value={query.sort}
        choices={SORTS}
        onChoose={(sort) => onChange({ ...query, sort })}
      />
    </search>
  );
}
