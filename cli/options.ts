/** The options of the commands, as commander hands them over. */

export interface JsonOption {
  readonly json?: true;
}
/** Of every command. */
export interface ServerOption {
  /** Of a server whose runs are meant, instead of those of this project. */
  readonly server?: string;
  /** A file that holds the token. */
  readonly tokenFile?: string;
}
export interface AgentOption {
  /** `NAME.KEY=VALUE` */
  readonly agent: readonly string[];
}
export interface WorkflowOptions extends JsonOption, AgentOption {}
export interface PlanOptions extends WorkflowOptions {
  readonly input: readonly string[];
  /** A file of JSON, or `-` for stdin. */
  readonly inputs?: string;
  readonly simulate?: string;
  readonly repo?: string;
}
export interface PageOptions {
  /** The page beside the run. */
  readonly serve?: true;
  readonly port?: number;
}
export interface DriveOptions extends PageOptions {
  readonly approve: readonly string[];
  readonly unattended: 'deny' | 'park';
}
export interface ApplyOptions extends PlanOptions, DriveOptions {
  readonly yes?: true;
  readonly new?: true;
  /** What the run is to be called; for whoever starts runs for others. */
  readonly id?: string;
}
export interface ResumeOptions extends JsonOption, DriveOptions {}
export interface AnswerOptions extends JsonOption {
  readonly comment?: string;
  readonly choice?: string;
  readonly resume?: true;
}
export interface SendOptions extends JsonOption {
  readonly to?: string;
  readonly field: readonly string[];
  readonly resume?: true;
}
export interface RunsOptions extends JsonOption {
  readonly last: number;
}
export interface ReplayOptions extends JsonOption {
  readonly policy: readonly string[];
  readonly only?: true;
  readonly all?: true;
  readonly since?: string;
}
export interface GraphOptions extends AgentOption {
  readonly as: 'mermaid' | 'dot' | 'xstate';
}
export interface CheckOptions extends WorkflowOptions {
  /** Of `--no-path-to`: commander takes the `no-` off. */
  readonly pathTo: readonly string[];
  readonly without: readonly string[];
}
export interface AuditOptions extends JsonOption {
  readonly head?: string;
}
export interface TokenOptions extends JsonOption {
  readonly role: 'view' | 'comment' | 'answer' | 'drive';
  readonly expires: string;
  readonly run?: string;
}
export interface ServeOptions extends JsonOption {
  readonly port: number;
  readonly host: string;
  readonly allowHost: readonly string[];
}

/** Of an option that may be given several times. */
export const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
