import type { ComponentChildren, JSX } from 'preact';

/** Fault is what is wrong with one field. */
export interface Fault {
  path: string;
  message: string;
  code?: string;
}

type Attributes = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean };

interface Props {
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  fault?: string;
  optional?: boolean;
  narrow?: boolean;
  children: (attributes: Attributes) => JSX.Element;
}

/** Field is a label, its control, a hint, and what is wrong with it, all tied together. */
export function Field({ id, label, hint, fault, optional, narrow, children }: Props) {
  const about = [fault && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div class={`field${narrow ? ' narrow' : ''}${fault ? ' wrong' : ''}`}>
      <label for={id}>
        {label}
        {optional && <span class="soft"> optional</span>}
      </label>
      {children({ id, 'aria-describedby': about || undefined, 'aria-invalid': fault ? true : undefined })}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
