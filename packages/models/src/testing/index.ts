export { startModelServer, type ModelServer } from './model-server.ts';
export { scriptedModel, type ScriptedModel } from './scripted-model.ts';
export type { Finish, ReceivedRequest, Script } from './script.ts';
