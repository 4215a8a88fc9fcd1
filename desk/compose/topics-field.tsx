import { MantineProvider, TagsInput } from '@mantine/core'

type Props = { topics: string[]; known: string[]; onChange: (topics: string[]) => void; isReadOnly: boolean }

const classNames = {
  root: 'field',
  label: 'label',
  input: 'input topics',
  pillsList: 'pills',
  pill: 'pill',
  inputField: 'new-topic',
  dropdown: 'choices',
  option: 'choice',
}

/** The topics of a pick, one after the other; what there is already is offered, and anything else becomes a new topic. */
export function TopicsField({ topics, known, onChange, isReadOnly }: Props) {
  return (
    <MantineProvider withCssVariables={false} withGlobalClasses={false}>
      <TagsInput
        unstyled
        classNames={classNames}
        label="Topics"
        placeholder={topics.length === 0 ? 'Add' : ''}
        data={known}
        value={topics}
        onChange={onChange}
        readOnly={isReadOnly}
        limit={8}
        maxDropdownHeight={260}
        splitChars={[',']}
        acceptValueOnBlur
        clearable={false}
        isDuplicate={(value, current) => current.some((one) => one.toLowerCase() === value.toLowerCase())}
        comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
      />
    </MantineProvider>
  )
}
