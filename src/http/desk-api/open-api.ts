import { z } from 'zod'
import { conflictShape, problemShape } from './contract.ts'
import type { DeskAnswers } from './desk-route.ts'
import { deskRoutes } from './desk-routes.ts'
import type { DeskRoute } from './route-row.ts'

/** The desk's API in OpenAPI 3.1, made of the table of its routes and nothing else. */
export const openApiAnswers: DeskAnswers<'openApi'> = {
  openApi: async () => {
    document ??= describe()
    return { answer: document }
  },
}

let document: Record<string, unknown> | undefined

/** Makes the document. Everything a route's row says is in it: the least role and the rest under names that begin with `x-`. */
export function describe(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, route] of Object.entries<DeskRoute>(deskRoutes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operationOf(name, route) }
  }
  const problem = schemaOf(problemShape, 'output')
  return {
    openapi: '3.1.0',
    info: { title: 'The desk', version: '1', description: 'What the editors’ page talks to. Signed in by the session’s cookie.' },
    paths,
    components: { schemas: { Problem: problem } },
  }
}

function operationOf(operationId: string, { method, path, role, isSensitive, isAudited, request, answer, does }: DeskRoute) {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => {
    return { name, in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }
  })
  const asked = schemaOf(request, 'input')
  return {
    operationId,
    description: does,
    'x-role': role,
    'x-recent-sign-in': isSensitive === true,
    'x-audited': isAudited,
    parameters: method === 'get' ? [...inPath, ...queryOf(asked)] : inPath,
    ...(method === 'post' && {
      requestBody: {
        required: true,
        content: asked.format === 'binary' ? { 'application/octet-stream': { schema: asked } } : json(asked),
      },
    }),
    responses: {
      200: { description: 'Done.', content: json(schemaOf(answer, 'output')) },
      409: {
        description: 'As things are it can’t be done.',
        content: json(schemaOf(conflictShape.partial({ present: true }), 'output')),
      },
      default: { description: 'Why it isn’t done.', content: json({ $ref: '#/components/schemas/Problem' }) },
    },
  }
}

type JsonSchema = Record<string, unknown>

function queryOf({ properties = {}, required = [] }: JsonSchema) {
  const names = required as string[]
  return Object.entries(properties as Record<string, JsonSchema>).map(([name, schema]) => {
    return { name, in: 'query', required: names.includes(name), schema }
  })
}

function json(schema: JsonSchema) {
  return { 'application/json': { schema } }
}

function schemaOf(shape: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io }) as JsonSchema
  return schema
}
