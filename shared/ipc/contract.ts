import { z } from 'zod';
import { runStateSchema } from '../model/run-state';
import { machineStageIds, stageIdSchema } from '../model/stage';
import { findingIdSchema } from '../model/finding-id';
import { changedPcSchema } from '../model/changed-pc';
import { historyStateSchema, historyViewSchema, undoAllPlanSchema, waySchema } from '../model/history-state';
import { sideSchema } from '../model/diagnosis';
import { fixKindSchema, fixRunSchema, fixStateSchema } from '../model/fix-state';
import { roleSchema } from '../model/machine-diagnosis';
import { clientFailureSchema, pcRunStateSchema } from '../model/pc-run-state';

/**
 * Every call and event between the window and main, in one object. Main derives its handlers from it, the preload its
 * bridge, the window its client. The window sends ids and what a person typed, never commands, paths or URLs.
 */
interface Call<Args extends z.ZodType, Result extends z.ZodType> {
  readonly kind: 'call';
  readonly args: Args;
  readonly result: Result;
}
interface Event<Payload extends z.ZodType> {
  readonly kind: 'event';
  readonly payload: Payload;
}

const call = <Args extends z.ZodType, Result extends z.ZodType>(
  args: Args,
  result: Result
): Call<Args, Result> => ({
  kind: 'call',
  args,
  result
});
const event = <Payload extends z.ZodType>(payload: Payload): Event<Payload> => ({ kind: 'event', payload });

const nothing = z.strictObject({});

/** Longest text a person may paste; a whole message with its frame is under 2,000 characters. */
export const longestInput = 10_000;

const runIdSchema = z.string().max(100);

/** A change of a PC by its id. */
const changeOf = { pc: changedPcSchema, id: z.string().max(200) };
/**
 * - `done`: it was. `nothing`: there was nothing to do.
 * - `drifted`: something else stands there now; nothing was changed.
 * - `cancelled`: the person said no.
 */
const outcomeSchema = z.object({ outcome: z.enum(['done', 'nothing', 'drifted', 'cancelled']) });

export const runInputSchema = z.discriminatedUnion('kind', [
  /** A name, an address, `host:port`, `[v6]:port`. */
  z.strictObject({ kind: z.literal('typed'), text: z.string().max(longestInput) }),
  /** The content of a dropped .rdp file; the window reads it, so no path crosses. */
  z.strictObject({ kind: z.literal('rdp-file'), content: z.string().max(1_000_000) }),
  z.strictObject({ kind: z.literal('demo'), scenario: z.string().max(100) })
]);
export type RunInput = z.infer<typeof runInputSchema>;

/** A machine image takes up to 64 MiB, which is as many characters where all of them are ASCII. */
export const longestImageText = 64 * 1024 * 1024;
const openedFileSchema = z.strictObject({
  name: z.string().max(1000),
  content: z.string().max(longestImageText)
});

/** Which PC to look at. The window reads dropped files itself, so no path crosses. */
export const pcSubjectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('this-pc') }),
  /** Another PC, by PowerShell remoting: as typed, and how it is reached. No account or password crosses. */
  z.strictObject({
    kind: z.literal('computer'),
    name: z.string().max(longestInput),
    https: z.boolean().optional(),
    askAccount: z.boolean().optional()
  }),
  z.strictObject({ kind: z.literal('demo'), machine: z.string().max(100) }),
  /** A recorded PC; with `host` the first is the client and the second the PC that it connects to. */
  z.strictObject({ kind: z.literal('report'), file: openedFileSchema, host: openedFileSchema.optional() })
]);
export type PcSubject = z.infer<typeof pcSubjectSchema>;

/** Why something asked for outside the window was not taken: a text of the catalogue. */
export const refusalSchema = z.object({
  code: z.string(),
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()]))
});
export type Refusal = z.infer<typeof refusalSchema>;

export const recentTargetSchema = z.object({ typed: z.string(), at: z.string() });
export type RecentTarget = z.infer<typeof recentTargetSchema>;

export const contract = {
  app: {
    info: call(
      nothing,
      z.object({
        version: z.string(),
        runtime: z.string(),
        platform: z.string(),
        /** Name of this PC, for the picture of the path. */
        computer: z.string(),
        /** The scenario the app was started with (`--demo`), null otherwise. */
        demo: z.string().nullable(),
        scenarios: z.array(z.object({ id: z.string(), replayed: z.boolean() })),
        /** Recorded PCs to practise on. */
        machines: z.array(z.string())
      })
    )
  },
  run: {
    /** Starts a run and stops the one before. `codes` is the message or code that led here; it changes the ranking only. */
    start: call(
      z.strictObject({ input: runInputSchema, codes: z.string().max(longestInput).optional() }),
      z.object({ runId: z.string() })
    ),
    cancel: call(z.strictObject({ runId: runIdSchema }), nothing),
    /** Repeats the last run against the same target. */
    again: call(z.strictObject({ runId: runIdSchema }), z.object({ runId: z.string() })),
    /** Watches stability after the first result: repeated connects and one held connection. */
    watch: call(z.strictObject({ runId: runIdSchema }), nothing),
    current: call(nothing, runStateSchema.nullable()),
    /** Why the target that the app was started with was not taken; null when there is nothing to say. Told once. */
    refusal: call(nothing, refusalSchema.nullable()),
    /** Puts a part of the result on the clipboard as text; main makes the text, the same as the command line prints. */
    copy: call(
      z.strictObject({
        runId: runIdSchema,
        what: z.union([
          z.literal('all'),
          z.strictObject({ stage: stageIdSchema }),
          /** One part of this PC. */
          z.strictObject({ pcStage: z.enum(machineStageIds) }),
          z.strictObject({ finding: findingIdSchema })
        ])
      }),
      nothing
    ),
    changed: event(runStateSchema),
    /** The same for a later start of the app, while the window is open. */
    refused: event(refusalSchema)
  },
  pc: {
    /** Looks at a PC, and stops looking at the one before. */
    start: call(
      z.strictObject({
        subject: pcSubjectSchema,
        role: roleSchema,
        /** Name or address that the PC wants to reach. */
        target: z.string().max(longestInput).optional()
      }),
      z.object({ runId: z.string() })
    ),
    cancel: call(z.strictObject({ runId: runIdSchema }), nothing),
    again: call(z.strictObject({ runId: runIdSchema }), z.object({ runId: z.string() })),
    /** Judges what was read of the one PC in another role; nothing is read again. */
    lookAs: call(z.strictObject({ runId: runIdSchema, role: roleSchema }), nothing),
    current: call(nothing, pcRunStateSchema.nullable()),
    copy: call(
      z.strictObject({
        runId: runIdSchema,
        what: z.union([
          z.literal('all'),
          z.strictObject({ stage: z.enum(machineStageIds) }),
          z.strictObject({ finding: findingIdSchema })
        ])
      }),
      nothing
    ),
    /** The last failed connections of this PC; `known` is false where its log cannot be read, or there is none. */
    failures: call(nothing, z.object({ known: z.boolean(), failures: z.array(clientFailureSchema) })),
    /**
     * Asks in a dialog of the system where the host kit goes, and writes it there. Gives the name of the folder it is in, or
     * null where none was chosen.
     */
    saveKit: call(nothing, z.object({ folder: z.string().nullable() })),
    changed: event(pcRunStateSchema)
  },
  fix: {
    /** What each fix is, whatever it is made on. */
    all: call(nothing, z.array(fixKindSchema)),
    /** Opens a fix that a finding of the shown check offers, by its number among the offers. Nothing is changed by it. */
    open: call(
      z.strictObject({
        of: fixRunSchema.shape.of,
        runId: runIdSchema,
        finding: findingIdSchema,
        side: sideSchema,
        offer: z.number().int().min(0).max(1000)
      }),
      z.object({ fixRunId: z.string() })
    ),
    /** What the things are called that the offers of a finding name, offer by offer. */
    called: call(
      z.strictObject({
        of: fixRunSchema.shape.of,
        runId: runIdSchema,
        finding: findingIdSchema,
        side: sideSchema
      }),
      z.array(fixRunSchema.shape.called)
    ),
    /** Makes what was shown: `hash` is that of the shown plan. What comes of it is told by `changed`. */
    apply: call(z.strictObject({ fixRunId: runIdSchema, hash: z.string().max(100) }), nothing),
    /** Takes it back; `force` where something else has changed it since and the person said so. */
    undo: call(z.strictObject({ fixRunId: runIdSchema, force: z.boolean().optional() }), nothing),
    /** Lets go of a fix that is not being made. */
    cancel: call(z.strictObject({ fixRunId: runIdSchema }), nothing),
    /** Finds out anew what it would change. */
    again: call(z.strictObject({ fixRunId: runIdSchema }), nothing),
    current: call(nothing, fixStateSchema),
    /** Puts the fix, or the command that makes it on another PC, on the clipboard. */
    copy: call(z.strictObject({ fixRunId: runIdSchema, what: z.enum(['all', 'command']) }), nothing),
    changed: event(fixStateSchema)
  },
  history: {
    current: call(nothing, historyStateSchema),
    /** Chooses which changes are shown. */
    look: call(historyViewSchema, historyStateSchema),
    /** Reads the journals, and what is there now, again. */
    read: call(nothing, nothing),
    /** Takes one change back; `force` gives back what was there whatever stands there now. */
    undo: call(z.strictObject({ ...changeOf, force: z.boolean() }), outcomeSchema),
    /** What taking everything back would do; nothing is changed. */
    planUndoAll: call(z.strictObject({ pc: changedPcSchema }), undoAllPlanSchema),
    /** Takes everything back that the plan of that hash has shown; another one now changes nothing and is `nothing`. */
    undoAll: call(z.strictObject({ pc: changedPcSchema, hash: z.string().max(100) }), outcomeSchema),
    /** Does what the person chose about a change that was cut short. */
    recover: call(z.strictObject({ ...changeOf, way: waySchema }), outcomeSchema),
    /** Asks in a dialog of the system where all that the view shows goes. Gives the file's name; null where none was chosen. */
    export: call(z.strictObject({ as: z.enum(['json', 'text']) }), z.object({ file: z.string().nullable() })),
    /** Puts one change, or all that the view shows, on the clipboard as text. */
    copy: call(z.strictObject({ what: z.union([z.literal('shown'), z.strictObject(changeOf)]) }), nothing),
    changed: event(historyStateSchema)
  },
  explain: {
    /** Puts the explanation of a code or message on the clipboard as text. */
    copy: call(z.strictObject({ input: z.string().max(longestInput) }), nothing)
  },
  recent: {
    list: call(nothing, z.array(recentTargetSchema)),
    forget: call(z.strictObject({ typed: z.string().max(longestInput) }), z.array(recentTargetSchema)),
    clear: call(nothing, z.array(recentTargetSchema))
  }
} as const;

export type Contract = typeof contract;
export type GroupName = keyof Contract;

/** What a call gives back: a value, or an error with a text of the catalogue; never a stack. */
export type Envelope<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly error: {
        readonly code: string;
        readonly key: string;
        readonly params: Record<string, string | number>;
      };
    };

type CallNames<Group> = {
  [K in keyof Group]: Group[K] extends Call<z.ZodType, z.ZodType> ? K : never;
}[keyof Group];
type EventNames<Group> = { [K in keyof Group]: Group[K] extends Event<z.ZodType> ? K : never }[keyof Group];

/** What main implements for a group: one function per call. */
export type Handlers<Group> = {
  [K in CallNames<Group>]: Group[K] extends Call<infer Args, infer Result>
    ? (args: z.infer<Args>) => z.infer<Result> | Promise<z.infer<Result>>
    : never;
};

/** What the window gets for a group: calls that resolve to an envelope, and `on…` for events, which gives its own unsubscribe. */
export type Client<Group> = {
  [K in CallNames<Group>]: Group[K] extends Call<infer Args, infer Result>
    ? (args: z.infer<Args>) => Promise<Envelope<z.infer<Result>>>
    : never;
} & {
  [K in EventNames<Group> as `on${Capitalize<K & string>}`]: Group[K] extends Event<infer Payload>
    ? (listener: (payload: z.infer<Payload>) => void) => () => void
    : never;
};

export type Api = { [G in GroupName]: Client<Contract[G]> };
