import { recordName } from "../../format/record-name.ts";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Field } from "../../ui/field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { ATTRIBUTE_KINDS, attributeKindOf } from "./attribute-kinds.ts";
import { attributeTypeOf } from "./attribute-type.ts";
import { typedValue } from "./attribute-value.ts";

const OTHER = "other";
const CHOICES = [
  ...ATTRIBUTE_KINDS.map(({ type }) => [type, recordName(type)] as const),
  [OTHER, "Something else"] as const,
];

interface AddAttributeDialogProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function AddAttributeDialog({ onDone, onClose }: AddAttributeDialogProps) {
  const { owner } = useSession();
  const [chosen, setChosen] = useState<string>(ATTRIBUTE_KINDS[0]?.type ?? OTHER);
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const [faults, setFaults] = useState<{ name?: string | undefined; value?: string | undefined }>({});
  const kind = attributeKindOf(chosen);
  const type = kind?.type ?? attributeTypeOf(name);
  const save = useMutation({
    mutationFn: (value: string) => owner.records.create({ type, value }),
    onSuccess: onDone,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const typed = typedValue(text);
    const found = {
      name: type === "" ? "Give it a name, such as “Shoe size”." : undefined,
      value: "fault" in typed ? typed.fault : undefined,
    };
    setFaults(found);
    if (found.name === undefined && found.value === undefined) save.mutate(text.trim());
  };
  return (
    <Dialog title="Add to your data" onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <SelectField label="What is it?" choices={CHOICES} value={chosen} onChoose={setChosen} />
        {kind === undefined && (
          <Field
            label="Its name"
            value={name}
            error={faults.name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
        <Field
          label={kind === undefined ? "Value" : recordName(kind.type)}
          type={kind?.input ?? "text"}
          autoComplete={kind?.autoComplete ?? "off"}
          hint="Encrypted on this device before it is stored."
          value={text}
          error={faults.value}
          onChange={({ target }) => setText(target.value)}
        />
        {save.error !== null && <ErrorNotice error={save.error} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
