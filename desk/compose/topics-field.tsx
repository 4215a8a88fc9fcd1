import { MantineProvider, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api/ask.ts'

type Props = { topics: string[]; onChange: (topics: string[]) => void }

const mostTopics = 20
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
export function TopicsField({ topics, onChange }: Props) {
  const [typed, setTyped] = useState('')
  const { data } = useQuery({
    queryKey: ['topics', 'names', typed],
    queryFn: ({ signal }) => ask('listTopics', { search: typed || undefined, limit: 50 }, {}, signal),
    placeholderData: (before) => before,
  })
  return (
    // Its styles would have to be written into the page by its script, which the page's policy forbids: it is unstyled, and ours dress it.
    <MantineProvider withCssVariables={false} withGlobalClasses={false}>
      <TagsInput
        unstyled
        classNames={classNames}
        label="Topics"
        placeholder={topics.length === 0 ? 'Add' : ''}
        data={[...new Set(data?.topics.map(({ name }) => name))]}
        value={topics}
        onChange={(next) => onChange(next.map((topic) => topic.trim()).filter((topic) => topic !== ''))}
        searchValue={typed}
        onSearchChange={setTyped}
        maxTags={mostTopics}
        splitChars={[',']}
        acceptValueOnBlur
        comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
      />
    </MantineProvider>
  )
}
