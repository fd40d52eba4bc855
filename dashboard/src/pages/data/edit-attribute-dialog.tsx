import type { JsonValue } from "@idos/sdk";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Field } from "../../ui/field.tsx";
import { attributeKindOf } from "./attribute-kinds.ts";
import { shownValue, typedValue } from "./attribute-value.ts";
import { recordName } from "../../format/record-name.ts";

interface EditAttributeDialogProps {
  readonly id: string;
  readonly type: string;
  readonly value: JsonValue;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function EditAttributeDialog({ id, type, value, onDone, onClose }: EditAttributeDialogProps) {
  const { owner } = useSession();
  const [text, setText] = useState(() => shownValue(value));
  const [fault, setFault] = useState<string>();
  const save = useMutation({
    mutationFn: (next: JsonValue) => owner.records.update(id, next),
    onSuccess: onDone,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const typed = typedValue(text, value);
    setFault("fault" in typed ? typed.fault : undefined);
    if ("value" in typed) save.mutate(typed.value);
  };
  const kind = attributeKindOf(type);
  const title = recordName(type);
  return (
    <Dialog title={`Change: ${title}`} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <Field
          label={title}
          type={kind?.input ?? "text"}
          autoComplete={kind?.autoComplete ?? "off"}
          hint="Whoever has access to it now will read the new value."
          value={text}
          error={fault}
          onChange={({ target }) => setText(target.value)}
        />
        {save.error !== null && <ErrorNotice error={save.error} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={save.isPending}>
            Save the change
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
