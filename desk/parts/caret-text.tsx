import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react'

type Props = {
  label: string
  describedBy: string
  className: string
  lang?: string
  onKeyDown: (event: KeyboardEvent) => void
  onDoubleClick?: () => void
  children: ReactNode
  ref?: Ref<HTMLDivElement>
}

/**
 * Text that can be walked through and selected with the keyboard as in an editor, but not changed. The browser's own caret does it, so that
 * every key, gesture and reading aid works that its user knows.
 */
export function CaretText({ label, describedBy, className, onKeyDown, children, ref, ...more }: Props) {
  const element = useRef<HTMLDivElement>(null)
  useImperativeHandle(ref, () => element.current as HTMLDivElement)
  useEffect(() => {
    const text = element.current
    const refuse = (event: Event) => event.preventDefault()
    for (const name of refused) text?.addEventListener(name, refuse)
    return () => {
      for (const name of refused) text?.removeEventListener(name, refuse)
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a text area holds no marks.
    <div
      ref={element}
      role="textbox"
      aria-readonly="true"
      aria-multiline="true"
      aria-label={label}
      aria-describedby={describedBy}
      className={className}
      contentEditable
      suppressContentEditableWarning
      inputMode="none"
      spellCheck={false}
      tabIndex={0}
      onKeyDown={onKeyDown}
      {...more}
    >
      {children}
    </div>
  )
}

const refused = ['beforeinput', 'paste', 'cut', 'drop', 'dragstart']
