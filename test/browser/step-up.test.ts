import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

test('a key is made in the browser: who sat there too long proves anew in a dialog, and what was begun goes on', async () => {
  const { page, complaints } = await stage.reader()
  await page.goto('/app/people/api-keys')
  await page.getByLabel('E-mail').fill(stage.lead.email)
  await page.getByLabel(/^Password/).fill(stage.lead.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor()
  await stage.cast.house.db.pool.query("update people.session set proved_at = proved_at - interval '1 hour'")
  await page.getByRole('button', { name: 'New key' }).first().click()
  const form = page.getByRole('dialog', { name: 'New key' })
  await form.getByLabel(/What is it for/).fill('Nightly export')
  await form.getByLabel('See figures and the rows behind them').check()
  await form.getByRole('button', { name: 'Make the key' }).click()
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await proof.getByLabel(/Your password/).fill('not the password')
  await proof.getByRole('button', { name: 'Confirm' }).click()
  await proof.getByText('The password is wrong.').waitFor()
  await proof.getByLabel(/Your password/).fill(stage.lead.password)
  await proof.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText(/^qd_/).first().waitFor()
  const { rows } = await stage.cast.house.db.pool.query("select name, rights from people.api_key where name = 'Nightly export'")
  expect(rows).toEqual([{ name: 'Nightly export', rights: ['data.read'] }])
  // the door said twice that a proof was missing or wrong; nothing else went amiss
  expect(complaints.filter((text) => !/status of 4(03|22)/.test(text))).toEqual([])
})
