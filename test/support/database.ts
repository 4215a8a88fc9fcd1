import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../../src/data/database.ts'
import type { Engine } from '../../src/data/schema.ts'

export const engines: Engine[] = ['sqlite', 'postgres']

/** A fresh, migrated database on real parts; `drop` closes it and removes every trace. */
export type TestDatabase = Database & { place: { url: string } | { folder: string }; drop: () => Promise<void> }

export async function openTestDatabase(engine: Engine): Promise<TestDatabase> {
  return engine === 'sqlite' ? openTestFolder() : openTestPostgres()
}

async function openTestFolder(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-test-'))
  const place = { folder }
  const database = await openDatabase(place)
  const drop = async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...database, place, drop }
}

async function openTestPostgres(): Promise<TestDatabase> {
  const server = inject('pg')
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  await asAdmin(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = name
  const place = { url: url.href }
  const database = await openDatabase(place)
  const drop = async () => {
    await database.close()
    await asAdmin(server, `drop database ${name} with (force)`)
  }
  return { ...database, place, drop }
}

async function asAdmin(server: string, statement: string) {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
