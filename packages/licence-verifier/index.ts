export { type Document, decodeDocument, encodeDocument } from './document.ts'
export {
  type Environment,
  type Finding,
  type FindingCode,
  type MattermostCheck,
  type PublicKey,
  verifyMattermostLicence,
} from './mattermost.ts'
export {
  type FlagName,
  flagNames,
  type LimitName,
  limitNames,
  type MattermostPayload,
  readPayload,
} from './payload.ts'
export { builtInGraceMs, type Phase, phaseAt } from './phase.ts'
export { idOfWire, wireIdOf } from './wire-id.ts'
