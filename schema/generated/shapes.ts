// biome-ignore-all format: emitted
/** Emitted from the shapes of schema/ by `npm run schema`. */
import type { Shapes } from '../shape.ts';

export const shapes: Shapes = {
 "Agent": {
  "type": "object",
  "required": [
   "apiVersion",
   "kind",
   "name"
  ],
  "properties": {
   "apiVersion": {
    "enum": [
     "omni/v1"
    ],
    "description": "The version of the language."
   },
   "kind": {
    "enum": [
     "Agent"
    ],
    "description": "What this document is."
   },
   "name": {
    "type": "string",
    "description": "How other documents of this file refer to it: `uses: NAME`.",
    "title": "name",
    "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,63}$",
    "examples": [
     "my-workflow",
     "claude"
    ]
   },
   "uses": {
    "type": "string",
    "description": "The agent to start from: a file, a document of this file, or a built-in (`omni/claude`). Keys beside it override its keys.",
    "minLength": 1
   },
   "harness": {
    "enum": [
     "claude-code",
     "codex",
     "pi",
     "gemini",
     "opencode",
     "acp",
     "model",
     "simulate"
    ],
    "description": "What runs the agent. The same agent runs unchanged on any harness."
   },
   "model": {
    "type": "string",
    "description": "The model; without it the harness takes its own default.",
    "minLength": 1
   },
   "vendor": {
    "type": "string",
    "description": "The model's vendor, where its name does not tell it. Reviews are routed by vendor.",
    "minLength": 1
   },
   "instructions": {
    "description": "What the agent is told before each prompt.",
    "anyOf": [
     {
      "type": "string",
      "description": "The instructions.",
      "minLength": 1
     },
     {
      "type": "object",
      "required": [
       "file"
      ],
      "properties": {
       "file": {
        "type": "string",
        "description": "A file beside this one, never outside the project.",
        "minLength": 1
       }
      },
      "additionalProperties": false,
      "description": "The text of a file."
     }
    ]
   },
   "tools": {
    "type": "object",
    "properties": {
     "allow": {
      "type": "array",
      "items": {
       "type": "string",
       "description": "A tool kind, or server.tool.",
       "minLength": 1
      },
      "description": "Only these."
     },
     "deny": {
      "type": "array",
      "items": {
       "type": "string",
       "description": "A tool kind, or server.tool.",
       "minLength": 1
      },
      "description": "All but these."
     }
    },
    "additionalProperties": false,
    "description": "Tool kinds (shell, read, write, edit, delete, search, fetch, mcp, agent, other) or server.tool. Default: all kinds."
   },
   "mcp": {
    "type": "object",
    "description": "MCP servers by name. Not yet available in this version.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "type": "object",
      "required": [
       "command"
      ],
      "properties": {
       "command": {
        "type": "array",
        "items": {
         "type": "string",
         "description": "The program, then its arguments.",
         "minLength": 1
        },
        "minItems": 1
       },
       "tools": {
        "type": "array",
        "items": {
         "type": "string",
         "description": "A tool of this server.",
         "minLength": 1
        },
        "description": "Only these tools."
       }
      },
      "additionalProperties": false,
      "description": "How the server is started."
     }
    },
    "additionalProperties": false
   },
   "env": {
    "type": "object",
    "description": "Environment variables. An agent inherits a short base list, its harness's own variables, and what is named here.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "type": "string"
     }
    },
    "additionalProperties": false
   },
   "limits": {
    "type": "object",
    "properties": {
     "timeout": {
      "type": "string",
      "description": "The longest time that one attempt may take.",
      "title": "duration",
      "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
      "examples": [
       "500ms",
       "30s",
       "15m",
       "2h",
       "7d"
      ]
     },
     "turns": {
      "type": "integer",
      "minimum": 1,
      "description": "The most turns in one session."
     },
     "cost_usd": {
      "type": "number",
      "exclusiveMinimum": 0,
      "description": "The most one session may cost."
     }
    },
    "additionalProperties": false,
    "description": "Bounds of one session."
   },
   "sandbox": {
    "anyOf": [
     {
      "enum": [
       "off"
      ]
     },
     {
      "type": "object"
     }
    ],
    "description": "`off`. What an agent may write and reach is not yet available in this version."
   }
  },
  "additionalProperties": false,
  "description": "One coding agent."
 },
 "Workflow": {
  "type": "object",
  "required": [
   "apiVersion",
   "kind",
   "name",
   "steps"
  ],
  "properties": {
   "apiVersion": {
    "enum": [
     "omni/v1"
    ],
    "description": "The version of the language."
   },
   "kind": {
    "enum": [
     "Workflow"
    ],
    "description": "What this document is."
   },
   "name": {
    "type": "string",
    "description": "How messages and runs call the workflow.",
    "title": "name",
    "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,63}$",
    "examples": [
     "my-workflow",
     "claude"
    ]
   },
   "description": {
    "type": "string",
    "description": "What the workflow is for.",
    "minLength": 1
   },
   "inputs": {
    "type": "object",
    "description": "What a run is started with.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "$ref": "#/$defs/JsonSchema",
      "description": "The JSON Schema of one input; without a `default` it is required."
     }
    },
    "additionalProperties": false
   },
   "secrets": {
    "type": "array",
    "items": {
     "type": "string",
     "title": "secret name",
     "pattern": "^[A-Za-z_][A-Za-z0-9_]{0,63}$",
     "examples": [
      "GH_TOKEN"
     ]
    },
    "uniqueItems": true,
    "description": "Names taken from the environment or a secret file, read as `secrets.X` in `env` only."
   },
   "outputs": {
    "type": "object",
    "description": "What a finished run gives; an output that is none is omitted.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "type": "string",
      "description": "A `${{ }}` or a text.",
      "minLength": 1
     }
    },
    "additionalProperties": false
   },
   "workspace": {
    "enum": [
     "here"
    ],
    "description": "`here` lets steps without `worktree` use the current folder; by default they share a run-owned worktree."
   },
   "agents": {
    "type": "object",
    "description": "The agents of this workflow by name.",
    "patternProperties": {
     "^[A-Za-z][A-Za-z0-9_-]{0,63}$": {
      "type": "object",
      "properties": {
       "uses": {
        "type": "string",
        "description": "The agent to start from: a file, a document of this file, or a built-in (`omni/claude`). Keys beside it override its keys.",
        "minLength": 1
       },
       "harness": {
        "enum": [
         "claude-code",
         "codex",
         "pi",
         "gemini",
         "opencode",
         "acp",
         "model",
         "simulate"
        ],
        "description": "What runs the agent. The same agent runs unchanged on any harness."
       },
       "model": {
        "type": "string",
        "description": "The model; without it the harness takes its own default.",
        "minLength": 1
       },
       "vendor": {
        "type": "string",
        "description": "The model's vendor, where its name does not tell it. Reviews are routed by vendor.",
        "minLength": 1
       },
       "instructions": {
        "description": "What the agent is told before each prompt.",
        "anyOf": [
         {
          "type": "string",
          "description": "The instructions.",
          "minLength": 1
         },
         {
          "type": "object",
          "required": [
           "file"
          ],
          "properties": {
           "file": {
            "type": "string",
            "description": "A file beside this one, never outside the project.",
            "minLength": 1
           }
          },
          "additionalProperties": false,
          "description": "The text of a file."
         }
        ]
       },
       "tools": {
        "type": "object",
        "properties": {
         "allow": {
          "type": "array",
          "items": {
           "type": "string",
           "description": "A tool kind, or server.tool.",
           "minLength": 1
          },
          "description": "Only these."
         },
         "deny": {
          "type": "array",
          "items": {
           "type": "string",
           "description": "A tool kind, or server.tool.",
           "minLength": 1
          },
          "description": "All but these."
         }
        },
        "additionalProperties": false,
        "description": "Tool kinds (shell, read, write, edit, delete, search, fetch, mcp, agent, other) or server.tool. Default: all kinds."
       },
       "mcp": {
        "type": "object",
        "description": "MCP servers by name. Not yet available in this version.",
        "patternProperties": {
         "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
          "type": "object",
          "required": [
           "command"
          ],
          "properties": {
           "command": {
            "type": "array",
            "items": {
             "type": "string",
             "description": "The program, then its arguments.",
             "minLength": 1
            },
            "minItems": 1
           },
           "tools": {
            "type": "array",
            "items": {
             "type": "string",
             "description": "A tool of this server.",
             "minLength": 1
            },
            "description": "Only these tools."
           }
          },
          "additionalProperties": false,
          "description": "How the server is started."
         }
        },
        "additionalProperties": false
       },
       "env": {
        "type": "object",
        "description": "Environment variables. An agent inherits a short base list, its harness's own variables, and what is named here.",
        "patternProperties": {
         "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
          "type": "string"
         }
        },
        "additionalProperties": false
       },
       "limits": {
        "type": "object",
        "properties": {
         "timeout": {
          "type": "string",
          "description": "The longest time that one attempt may take.",
          "title": "duration",
          "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
          "examples": [
           "500ms",
           "30s",
           "15m",
           "2h",
           "7d"
          ]
         },
         "turns": {
          "type": "integer",
          "minimum": 1,
          "description": "The most turns in one session."
         },
         "cost_usd": {
          "type": "number",
          "exclusiveMinimum": 0,
          "description": "The most one session may cost."
         }
        },
        "additionalProperties": false,
        "description": "Bounds of one session."
       },
       "sandbox": {
        "anyOf": [
         {
          "enum": [
           "off"
          ]
         },
         {
          "type": "object"
         }
        ],
        "description": "`off`. What an agent may write and reach is not yet available in this version."
       }
      },
      "additionalProperties": false,
      "description": "An agent: `uses` with what is overridden, or written inline."
     }
    },
    "additionalProperties": false
   },
   "steps": {
    "type": "array",
    "minItems": 1,
    "items": {
     "$ref": "#/$defs/Step"
    },
    "description": "The steps, in order."
   }
  },
  "additionalProperties": false,
  "description": "A workflow: agents, and the steps they run."
 },
 "AgentReference": {
  "type": "object",
  "properties": {
   "uses": {
    "type": "string",
    "description": "The agent to start from: a file, a document of this file, or a built-in (`omni/claude`). Keys beside it override its keys.",
    "minLength": 1
   },
   "harness": {
    "enum": [
     "claude-code",
     "codex",
     "pi",
     "gemini",
     "opencode",
     "acp",
     "model",
     "simulate"
    ],
    "description": "What runs the agent. The same agent runs unchanged on any harness."
   },
   "model": {
    "type": "string",
    "description": "The model; without it the harness takes its own default.",
    "minLength": 1
   },
   "vendor": {
    "type": "string",
    "description": "The model's vendor, where its name does not tell it. Reviews are routed by vendor.",
    "minLength": 1
   },
   "instructions": {
    "description": "What the agent is told before each prompt.",
    "anyOf": [
     {
      "type": "string",
      "description": "The instructions.",
      "minLength": 1
     },
     {
      "type": "object",
      "required": [
       "file"
      ],
      "properties": {
       "file": {
        "type": "string",
        "description": "A file beside this one, never outside the project.",
        "minLength": 1
       }
      },
      "additionalProperties": false,
      "description": "The text of a file."
     }
    ]
   },
   "tools": {
    "type": "object",
    "properties": {
     "allow": {
      "type": "array",
      "items": {
       "type": "string",
       "description": "A tool kind, or server.tool.",
       "minLength": 1
      },
      "description": "Only these."
     },
     "deny": {
      "type": "array",
      "items": {
       "type": "string",
       "description": "A tool kind, or server.tool.",
       "minLength": 1
      },
      "description": "All but these."
     }
    },
    "additionalProperties": false,
    "description": "Tool kinds (shell, read, write, edit, delete, search, fetch, mcp, agent, other) or server.tool. Default: all kinds."
   },
   "mcp": {
    "type": "object",
    "description": "MCP servers by name. Not yet available in this version.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "type": "object",
      "required": [
       "command"
      ],
      "properties": {
       "command": {
        "type": "array",
        "items": {
         "type": "string",
         "description": "The program, then its arguments.",
         "minLength": 1
        },
        "minItems": 1
       },
       "tools": {
        "type": "array",
        "items": {
         "type": "string",
         "description": "A tool of this server.",
         "minLength": 1
        },
        "description": "Only these tools."
       }
      },
      "additionalProperties": false,
      "description": "How the server is started."
     }
    },
    "additionalProperties": false
   },
   "env": {
    "type": "object",
    "description": "Environment variables. An agent inherits a short base list, its harness's own variables, and what is named here.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "type": "string"
     }
    },
    "additionalProperties": false
   },
   "limits": {
    "type": "object",
    "properties": {
     "timeout": {
      "type": "string",
      "description": "The longest time that one attempt may take.",
      "title": "duration",
      "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
      "examples": [
       "500ms",
       "30s",
       "15m",
       "2h",
       "7d"
      ]
     },
     "turns": {
      "type": "integer",
      "minimum": 1,
      "description": "The most turns in one session."
     },
     "cost_usd": {
      "type": "number",
      "exclusiveMinimum": 0,
      "description": "The most one session may cost."
     }
    },
    "additionalProperties": false,
    "description": "Bounds of one session."
   },
   "sandbox": {
    "anyOf": [
     {
      "enum": [
       "off"
      ]
     },
     {
      "type": "object"
     }
    ],
    "description": "`off`. What an agent may write and reach is not yet available in this version."
   }
  },
  "additionalProperties": false,
  "description": "An agent: `uses` with what is overridden, or written inline."
 },
 "JsonSchema": {
  "type": "object",
  "properties": {
   "type": {
    "anyOf": [
     {
      "enum": [
       "string",
       "integer",
       "number",
       "boolean",
       "object",
       "array",
       "null"
      ],
      "description": "A type."
     },
     {
      "type": "array",
      "items": {
       "enum": [
        "string",
        "integer",
        "number",
        "boolean",
        "object",
        "array",
        "null"
       ],
       "description": "A type."
      },
      "minItems": 1,
      "uniqueItems": true
     }
    ],
    "description": "The type, or a list of types."
   },
   "title": {
    "type": "string",
    "description": "A short name."
   },
   "description": {
    "type": "string",
    "description": "What the value means; models and people read it."
   },
   "default": {
    "description": "The value where none is given."
   },
   "examples": {
    "type": "array",
    "items": {},
    "description": "Values to show."
   },
   "enum": {
    "type": "array",
    "items": {},
    "minItems": 1,
    "uniqueItems": true,
    "description": "The only values."
   },
   "const": {
    "description": "The only value."
   },
   "properties": {
    "type": "object",
    "additionalProperties": {
     "$ref": "#/$defs/JsonSchema",
     "description": "A JSON Schema."
    },
    "description": "The keys of a map."
   },
   "required": {
    "type": "array",
    "items": {
     "type": "string"
    },
    "uniqueItems": true,
    "description": "Keys that must be there."
   },
   "additionalProperties": {
    "anyOf": [
     {
      "type": "boolean"
     },
     {
      "$ref": "#/$defs/JsonSchema",
      "description": "A JSON Schema."
     }
    ],
    "description": "What other keys may hold."
   },
   "minProperties": {
    "type": "integer",
    "minimum": 0,
    "description": "The fewest keys."
   },
   "maxProperties": {
    "type": "integer",
    "minimum": 0,
    "description": "The most keys."
   },
   "items": {
    "$ref": "#/$defs/JsonSchema",
    "description": "The schema of every item of a list."
   },
   "minItems": {
    "type": "integer",
    "minimum": 0,
    "description": "The fewest items."
   },
   "maxItems": {
    "type": "integer",
    "minimum": 0,
    "description": "The most items."
   },
   "uniqueItems": {
    "type": "boolean",
    "description": "No item twice."
   },
   "minLength": {
    "type": "integer",
    "minimum": 0,
    "description": "The fewest characters."
   },
   "maxLength": {
    "type": "integer",
    "minimum": 0,
    "description": "The most characters."
   },
   "pattern": {
    "type": "string",
    "description": "A regular expression (RE2) that is found in the text."
   },
   "minimum": {
    "type": "number",
    "description": "The least number."
   },
   "maximum": {
    "type": "number",
    "description": "The greatest number."
   },
   "exclusiveMinimum": {
    "type": "number",
    "description": "A number that the value is greater than."
   },
   "exclusiveMaximum": {
    "type": "number",
    "description": "A number that the value is less than."
   },
   "multipleOf": {
    "type": "number",
    "exclusiveMinimum": 0,
    "description": "The value is a multiple of it."
   },
   "anyOf": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/JsonSchema",
     "description": "A JSON Schema."
    },
    "minItems": 1,
    "description": "At least one of these fits."
   },
   "oneOf": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/JsonSchema",
     "description": "A JSON Schema."
    },
    "minItems": 1,
    "description": "Exactly one of these fits."
   },
   "allOf": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/JsonSchema",
     "description": "A JSON Schema."
    },
    "minItems": 1,
    "description": "All of these fit."
   },
   "not": {
    "$ref": "#/$defs/JsonSchema",
    "description": "This does not fit."
   }
  },
  "additionalProperties": false,
  "description": "A JSON Schema."
 },
 "AgentStep": {
  "type": "object",
  "required": [
   "agent",
   "prompt"
  ],
  "properties": {
   "agent": {
    "type": "string",
    "description": "The agent that runs this step; a `${{ }}` whose values are a closed set is allowed.",
    "minLength": 1
   },
   "prompt": {
    "description": "What the agent is asked to do.",
    "anyOf": [
     {
      "type": "string",
      "description": "The prompt.",
      "minLength": 1
     },
     {
      "type": "object",
      "required": [
       "file"
      ],
      "properties": {
       "file": {
        "type": "string",
        "description": "A file beside this one, never outside the project.",
        "minLength": 1
       }
      },
      "additionalProperties": false,
      "description": "The text of a file."
     }
    ]
   },
   "session": {
    "type": "string",
    "description": "Continues an earlier step's session; its own id means the round before.",
    "title": "step id",
    "pattern": "^[a-z][a-z0-9_]{0,63}$",
    "examples": [
     "build",
     "merge_ok"
    ]
   },
   "output": {
    "description": "A JSON Schema: enforced, typed, and what later expressions are checked against.",
    "anyOf": [
     {
      "$ref": "#/$defs/JsonSchema",
      "description": "A JSON Schema."
     },
     {
      "type": "object",
      "required": [
       "file"
      ],
      "properties": {
       "file": {
        "type": "string",
        "description": "A file beside this one, never outside the project.",
        "minLength": 1
       }
      },
      "additionalProperties": false,
      "description": "The text of a file."
     }
    ]
   },
   "id": {
    "type": "string",
    "description": "How expressions refer to this step: `steps.ID`. Optional where nothing does.",
    "title": "step id",
    "pattern": "^[a-z][a-z0-9_]{0,63}$",
    "examples": [
     "build",
     "merge_ok"
    ]
   },
   "if": {
    "type": "string",
    "description": "An expression; the step is skipped when it is false.",
    "minLength": 1
   },
   "timeout": {
    "type": "string",
    "description": "The longest time that one attempt may take.",
    "title": "duration",
    "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
    "examples": [
     "500ms",
     "30s",
     "15m",
     "2h",
     "7d"
    ]
   },
   "retry": {
    "type": "object",
    "properties": {
     "attempts": {
      "type": "integer",
      "minimum": 1,
      "maximum": 1000,
      "description": "How many attempts in all, the first included. Default 1."
     },
     "backoff": {
      "type": "string",
      "description": "The delay before the first retry; it doubles with each, with jitter.",
      "title": "duration",
      "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
      "examples": [
       "500ms",
       "30s",
       "15m",
       "2h",
       "7d"
      ]
     },
     "on": {
      "type": "array",
      "items": {
       "enum": [
        "failed",
        "timeout",
        "lost"
       ],
       "description": "A way an attempt can end."
      },
      "minItems": 1,
      "uniqueItems": true,
      "description": "What is tried again. Default: failed and timeout."
     }
    },
    "additionalProperties": false,
    "description": "When and how often a failed attempt is tried again."
   },
   "on_error": {
    "anyOf": [
     {
      "enum": [
       "fail",
       "continue",
       "ask"
      ]
     },
     {
      "type": "array",
      "minItems": 1,
      "items": {
       "$ref": "#/$defs/Step"
      },
      "description": "Steps that handle the failure; they see `error {step, code, message}`."
     }
    ],
    "description": "What a failure does. `fail` (default) ends the body, `continue` goes on, `ask` lets a person choose, steps handle it."
   },
   "env": {
    "type": "object",
    "description": "Environment variables. The only place for `secrets.X`, and how data reaches a shell command.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "anyOf": [
       {
        "type": "string"
       },
       {
        "type": "number"
       },
       {
        "type": "boolean"
       }
      ]
     }
    },
    "additionalProperties": false
   },
   "worktree": {
    "anyOf": [
     {
      "enum": [
       true
      ]
     },
     {
      "type": "object",
      "properties": {
       "base": {
        "type": "string",
        "description": "The branch to start from.",
        "minLength": 1
       },
       "branch": {
        "type": "string",
        "description": "The branch to create; default `omni/RUN/STEP[-ITEM]`.",
        "minLength": 1
       }
      },
      "additionalProperties": false,
      "description": "Where the worktree starts."
     }
    ],
    "description": "A git worktree and branch of its own; in a foreach one for each item."
   }
  },
  "additionalProperties": false,
  "description": "One harness session with a prompt."
 },
 "RunStep": {
  "type": "object",
  "required": [
   "run"
  ],
  "properties": {
   "run": {
    "anyOf": [
     {
      "type": "string",
      "description": "A shell command. Data reaches it through `env`, never through `${{ }}`.",
      "minLength": 1
     },
     {
      "type": "array",
      "items": {
       "type": "string"
      },
      "minItems": 1,
      "description": "The program, then its arguments."
     }
    ],
    "description": "A command: a shell string, or an argv list that runs as it is."
   },
   "on_lost": {
    "enum": [
     "retry",
     "ask",
     "fail"
    ],
    "description": "After a crash, when nobody knows how far the command came. Default: ask."
   },
   "id": {
    "type": "string",
    "description": "How expressions refer to this step: `steps.ID`. Optional where nothing does.",
    "title": "step id",
    "pattern": "^[a-z][a-z0-9_]{0,63}$",
    "examples": [
     "build",
     "merge_ok"
    ]
   },
   "if": {
    "type": "string",
    "description": "An expression; the step is skipped when it is false.",
    "minLength": 1
   },
   "timeout": {
    "type": "string",
    "description": "The longest time that one attempt may take.",
    "title": "duration",
    "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
    "examples": [
     "500ms",
     "30s",
     "15m",
     "2h",
     "7d"
    ]
   },
   "retry": {
    "type": "object",
    "properties": {
     "attempts": {
      "type": "integer",
      "minimum": 1,
      "maximum": 1000,
      "description": "How many attempts in all, the first included. Default 1."
     },
     "backoff": {
      "type": "string",
      "description": "The delay before the first retry; it doubles with each, with jitter.",
      "title": "duration",
      "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
      "examples": [
       "500ms",
       "30s",
       "15m",
       "2h",
       "7d"
      ]
     },
     "on": {
      "type": "array",
      "items": {
       "enum": [
        "failed",
        "timeout",
        "lost"
       ],
       "description": "A way an attempt can end."
      },
      "minItems": 1,
      "uniqueItems": true,
      "description": "What is tried again. Default: failed and timeout."
     }
    },
    "additionalProperties": false,
    "description": "When and how often a failed attempt is tried again."
   },
   "on_error": {
    "anyOf": [
     {
      "enum": [
       "fail",
       "continue",
       "ask"
      ]
     },
     {
      "type": "array",
      "minItems": 1,
      "items": {
       "$ref": "#/$defs/Step"
      },
      "description": "Steps that handle the failure; they see `error {step, code, message}`."
     }
    ],
    "description": "What a failure does. `fail` (default) ends the body, `continue` goes on, `ask` lets a person choose, steps handle it."
   },
   "env": {
    "type": "object",
    "description": "Environment variables. The only place for `secrets.X`, and how data reaches a shell command.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "anyOf": [
       {
        "type": "string"
       },
       {
        "type": "number"
       },
       {
        "type": "boolean"
       }
      ]
     }
    },
    "additionalProperties": false
   },
   "worktree": {
    "anyOf": [
     {
      "enum": [
       true
      ]
     },
     {
      "type": "object",
      "properties": {
       "base": {
        "type": "string",
        "description": "The branch to start from.",
        "minLength": 1
       },
       "branch": {
        "type": "string",
        "description": "The branch to create; default `omni/RUN/STEP[-ITEM]`.",
        "minLength": 1
       }
      },
      "additionalProperties": false,
      "description": "Where the worktree starts."
     }
    ],
    "description": "A git worktree and branch of its own; in a foreach one for each item."
   }
  },
  "additionalProperties": false,
  "description": "A command in the workspace."
 },
 "StepsStep": {
  "type": "object",
  "required": [
   "steps"
  ],
  "properties": {
   "steps": {
    "type": "array",
    "minItems": 1,
    "items": {
     "$ref": "#/$defs/Step"
    },
    "description": "The steps, in order."
   },
   "foreach": {
    "type": "object",
    "description": "Names and the lists they run over; several names give every combination.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "anyOf": [
       {
        "type": "string",
        "description": "A `${{ }}` that gives a list.",
        "minLength": 1
       },
       {
        "type": "array",
        "description": "The items."
       }
      ]
     }
    },
    "additionalProperties": false
   },
   "max_parallel": {
    "anyOf": [
     {
      "type": "integer",
      "minimum": 1,
      "maximum": 1000000
     },
     {
      "type": "string",
      "title": "number or ${{ }}",
      "pattern": "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$",
      "examples": [
       "\"${{ inputs.parallel }}\""
      ]
     }
    ],
    "description": "How many items are open at once. Default 4."
   },
   "until": {
    "type": "string",
    "description": "An expression, judged after each round; the loop ends when it is true.",
    "minLength": 1
   },
   "max": {
    "anyOf": [
     {
      "type": "integer",
      "minimum": 1,
      "maximum": 1000000
     },
     {
      "type": "string",
      "title": "number or ${{ }}",
      "pattern": "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$",
      "examples": [
       "\"${{ inputs.parallel }}\""
      ]
     }
    ],
    "description": "The most rounds; a loop that reaches it fails."
   },
   "id": {
    "type": "string",
    "description": "How expressions refer to this step: `steps.ID`. Optional where nothing does.",
    "title": "step id",
    "pattern": "^[a-z][a-z0-9_]{0,63}$",
    "examples": [
     "build",
     "merge_ok"
    ]
   },
   "if": {
    "type": "string",
    "description": "An expression; the step is skipped when it is false.",
    "minLength": 1
   },
   "timeout": {
    "type": "string",
    "description": "The longest time that one attempt may take.",
    "title": "duration",
    "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
    "examples": [
     "500ms",
     "30s",
     "15m",
     "2h",
     "7d"
    ]
   },
   "retry": {
    "type": "object",
    "properties": {
     "attempts": {
      "type": "integer",
      "minimum": 1,
      "maximum": 1000,
      "description": "How many attempts in all, the first included. Default 1."
     },
     "backoff": {
      "type": "string",
      "description": "The delay before the first retry; it doubles with each, with jitter.",
      "title": "duration",
      "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
      "examples": [
       "500ms",
       "30s",
       "15m",
       "2h",
       "7d"
      ]
     },
     "on": {
      "type": "array",
      "items": {
       "enum": [
        "failed",
        "timeout",
        "lost"
       ],
       "description": "A way an attempt can end."
      },
      "minItems": 1,
      "uniqueItems": true,
      "description": "What is tried again. Default: failed and timeout."
     }
    },
    "additionalProperties": false,
    "description": "When and how often a failed attempt is tried again."
   },
   "on_error": {
    "anyOf": [
     {
      "enum": [
       "fail",
       "continue",
       "ask"
      ]
     },
     {
      "type": "array",
      "minItems": 1,
      "items": {
       "$ref": "#/$defs/Step"
      },
      "description": "Steps that handle the failure; they see `error {step, code, message}`."
     }
    ],
    "description": "What a failure does. `fail` (default) ends the body, `continue` goes on, `ask` lets a person choose, steps handle it."
   },
   "env": {
    "type": "object",
    "description": "Environment variables. The only place for `secrets.X`, and how data reaches a shell command.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "anyOf": [
       {
        "type": "string"
       },
       {
        "type": "number"
       },
       {
        "type": "boolean"
       }
      ]
     }
    },
    "additionalProperties": false
   },
   "worktree": {
    "anyOf": [
     {
      "enum": [
       true
      ]
     },
     {
      "type": "object",
      "properties": {
       "base": {
        "type": "string",
        "description": "The branch to start from.",
        "minLength": 1
       },
       "branch": {
        "type": "string",
        "description": "The branch to create; default `omni/RUN/STEP[-ITEM]`.",
        "minLength": 1
       }
      },
      "additionalProperties": false,
      "description": "Where the worktree starts."
     }
    ],
    "description": "A git worktree and branch of its own; in a foreach one for each item."
   }
  },
  "additionalProperties": false,
  "description": "A group of steps."
 },
 "ReviewStep": {
  "type": "object",
  "required": [
   "review",
   "reviewer"
  ],
  "properties": {
   "review": {
    "type": "string",
    "description": "The agent step whose diff is reviewed; an earlier step of the same body.",
    "title": "step id",
    "pattern": "^[a-z][a-z0-9_]{0,63}$",
    "examples": [
     "build",
     "merge_ok"
    ]
   },
   "reviewer": {
    "type": "object",
    "required": [
     "from"
    ],
    "properties": {
     "from": {
      "type": "array",
      "items": {
       "type": "string",
       "description": "An agent.",
       "minLength": 1
      },
      "minItems": 1,
      "uniqueItems": true,
      "description": "Who may review."
     },
     "vendor": {
      "enum": [
       "different",
       "any"
      ],
      "description": "Whether the reviewer's vendor must differ from the writer's. Default: different."
     }
    },
    "additionalProperties": false,
    "description": "Who reviews."
   },
   "contract": {
    "type": "string",
    "description": "What the diff has to fulfil.",
    "minLength": 1
   },
   "max_rounds": {
    "anyOf": [
     {
      "type": "integer",
      "minimum": 1,
      "maximum": 1000000
     },
     {
      "type": "string",
      "title": "number or ${{ }}",
      "pattern": "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$",
      "examples": [
       "\"${{ inputs.parallel }}\""
      ]
     }
    ],
    "description": "The most verdicts. Default 3."
   },
   "id": {
    "type": "string",
    "description": "How expressions refer to this step: `steps.ID`. Optional where nothing does.",
    "title": "step id",
    "pattern": "^[a-z][a-z0-9_]{0,63}$",
    "examples": [
     "build",
     "merge_ok"
    ]
   },
   "if": {
    "type": "string",
    "description": "An expression; the step is skipped when it is false.",
    "minLength": 1
   },
   "timeout": {
    "type": "string",
    "description": "The longest time that one attempt may take.",
    "title": "duration",
    "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
    "examples": [
     "500ms",
     "30s",
     "15m",
     "2h",
     "7d"
    ]
   },
   "retry": {
    "type": "object",
    "properties": {
     "attempts": {
      "type": "integer",
      "minimum": 1,
      "maximum": 1000,
      "description": "How many attempts in all, the first included. Default 1."
     },
     "backoff": {
      "type": "string",
      "description": "The delay before the first retry; it doubles with each, with jitter.",
      "title": "duration",
      "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
      "examples": [
       "500ms",
       "30s",
       "15m",
       "2h",
       "7d"
      ]
     },
     "on": {
      "type": "array",
      "items": {
       "enum": [
        "failed",
        "timeout",
        "lost"
       ],
       "description": "A way an attempt can end."
      },
      "minItems": 1,
      "uniqueItems": true,
      "description": "What is tried again. Default: failed and timeout."
     }
    },
    "additionalProperties": false,
    "description": "When and how often a failed attempt is tried again."
   },
   "on_error": {
    "anyOf": [
     {
      "enum": [
       "fail",
       "continue",
       "ask"
      ]
     },
     {
      "type": "array",
      "minItems": 1,
      "items": {
       "$ref": "#/$defs/Step"
      },
      "description": "Steps that handle the failure; they see `error {step, code, message}`."
     }
    ],
    "description": "What a failure does. `fail` (default) ends the body, `continue` goes on, `ask` lets a person choose, steps handle it."
   },
   "env": {
    "type": "object",
    "description": "Environment variables. The only place for `secrets.X`, and how data reaches a shell command.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "anyOf": [
       {
        "type": "string"
       },
       {
        "type": "number"
       },
       {
        "type": "boolean"
       }
      ]
     }
    },
    "additionalProperties": false
   },
   "worktree": {
    "anyOf": [
     {
      "enum": [
       true
      ]
     },
     {
      "type": "object",
      "properties": {
       "base": {
        "type": "string",
        "description": "The branch to start from.",
        "minLength": 1
       },
       "branch": {
        "type": "string",
        "description": "The branch to create; default `omni/RUN/STEP[-ITEM]`.",
        "minLength": 1
       }
      },
      "additionalProperties": false,
      "description": "Where the worktree starts."
     }
    ],
    "description": "A git worktree and branch of its own; in a foreach one for each item."
   }
  },
  "additionalProperties": false,
  "description": "Routes another step's diff to a reviewer."
 },
 "ApproveStep": {
  "type": "object",
  "required": [
   "approve"
  ],
  "properties": {
   "approve": {
    "type": "string",
    "description": "What the person is asked.",
    "minLength": 1
   },
   "approvers": {
    "type": "object",
    "properties": {
     "roles": {
      "type": "array",
      "items": {
       "type": "string",
       "description": "A role.",
       "minLength": 1
      },
      "minItems": 1,
      "description": "Who may answer."
     },
     "not": {
      "type": "array",
      "items": {
       "enum": [
        "starter"
       ],
       "description": "Who may not answer."
      },
      "minItems": 1,
      "uniqueItems": true
     },
     "at_least": {
      "type": "integer",
      "minimum": 1,
      "maximum": 100,
      "description": "How many different people. Default 1."
     }
    },
    "additionalProperties": false,
    "description": "Who may answer, and how many must."
   },
   "show": {
    "type": "array",
    "items": {
     "type": "string",
     "description": "A step.",
     "title": "step id",
     "pattern": "^[a-z][a-z0-9_]{0,63}$",
     "examples": [
      "build",
      "merge_ok"
     ]
    },
    "description": "The steps whose results are shown."
   },
   "id": {
    "type": "string",
    "description": "How expressions refer to this step: `steps.ID`. Optional where nothing does.",
    "title": "step id",
    "pattern": "^[a-z][a-z0-9_]{0,63}$",
    "examples": [
     "build",
     "merge_ok"
    ]
   },
   "if": {
    "type": "string",
    "description": "An expression; the step is skipped when it is false.",
    "minLength": 1
   },
   "timeout": {
    "type": "string",
    "description": "The longest time that one attempt may take.",
    "title": "duration",
    "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
    "examples": [
     "500ms",
     "30s",
     "15m",
     "2h",
     "7d"
    ]
   },
   "retry": {
    "type": "object",
    "properties": {
     "attempts": {
      "type": "integer",
      "minimum": 1,
      "maximum": 1000,
      "description": "How many attempts in all, the first included. Default 1."
     },
     "backoff": {
      "type": "string",
      "description": "The delay before the first retry; it doubles with each, with jitter.",
      "title": "duration",
      "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
      "examples": [
       "500ms",
       "30s",
       "15m",
       "2h",
       "7d"
      ]
     },
     "on": {
      "type": "array",
      "items": {
       "enum": [
        "failed",
        "timeout",
        "lost"
       ],
       "description": "A way an attempt can end."
      },
      "minItems": 1,
      "uniqueItems": true,
      "description": "What is tried again. Default: failed and timeout."
     }
    },
    "additionalProperties": false,
    "description": "When and how often a failed attempt is tried again."
   },
   "on_error": {
    "anyOf": [
     {
      "enum": [
       "fail",
       "continue",
       "ask"
      ]
     },
     {
      "type": "array",
      "minItems": 1,
      "items": {
       "$ref": "#/$defs/Step"
      },
      "description": "Steps that handle the failure; they see `error {step, code, message}`."
     }
    ],
    "description": "What a failure does. `fail` (default) ends the body, `continue` goes on, `ask` lets a person choose, steps handle it."
   },
   "env": {
    "type": "object",
    "description": "Environment variables. The only place for `secrets.X`, and how data reaches a shell command.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "anyOf": [
       {
        "type": "string"
       },
       {
        "type": "number"
       },
       {
        "type": "boolean"
       }
      ]
     }
    },
    "additionalProperties": false
   },
   "worktree": {
    "anyOf": [
     {
      "enum": [
       true
      ]
     },
     {
      "type": "object",
      "properties": {
       "base": {
        "type": "string",
        "description": "The branch to start from.",
        "minLength": 1
       },
       "branch": {
        "type": "string",
        "description": "The branch to create; default `omni/RUN/STEP[-ITEM]`.",
        "minLength": 1
       }
      },
      "additionalProperties": false,
      "description": "Where the worktree starts."
     }
    ],
    "description": "A git worktree and branch of its own; in a foreach one for each item."
   }
  },
  "additionalProperties": false,
  "description": "A durable gate: a person approves, or the step fails."
 },
 "MergeStep": {
  "type": "object",
  "required": [
   "merge",
   "into"
  ],
  "properties": {
   "merge": {
    "anyOf": [
     {
      "type": "string",
      "description": "A step whose branches are merged.",
      "minLength": 1
     },
     {
      "type": "array",
      "items": {
       "type": "string",
       "description": "A branch.",
       "minLength": 1
      },
      "minItems": 1,
      "description": "Branches."
     }
    ],
    "description": "A step's finished branches, or a list of branches."
   },
   "into": {
    "type": "string",
    "description": "The branch they land in. Nothing is pushed; a conflict fails the step and leaves it untouched.",
    "minLength": 1
   },
   "id": {
    "type": "string",
    "description": "How expressions refer to this step: `steps.ID`. Optional where nothing does.",
    "title": "step id",
    "pattern": "^[a-z][a-z0-9_]{0,63}$",
    "examples": [
     "build",
     "merge_ok"
    ]
   },
   "if": {
    "type": "string",
    "description": "An expression; the step is skipped when it is false.",
    "minLength": 1
   },
   "timeout": {
    "type": "string",
    "description": "The longest time that one attempt may take.",
    "title": "duration",
    "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
    "examples": [
     "500ms",
     "30s",
     "15m",
     "2h",
     "7d"
    ]
   },
   "retry": {
    "type": "object",
    "properties": {
     "attempts": {
      "type": "integer",
      "minimum": 1,
      "maximum": 1000,
      "description": "How many attempts in all, the first included. Default 1."
     },
     "backoff": {
      "type": "string",
      "description": "The delay before the first retry; it doubles with each, with jitter.",
      "title": "duration",
      "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
      "examples": [
       "500ms",
       "30s",
       "15m",
       "2h",
       "7d"
      ]
     },
     "on": {
      "type": "array",
      "items": {
       "enum": [
        "failed",
        "timeout",
        "lost"
       ],
       "description": "A way an attempt can end."
      },
      "minItems": 1,
      "uniqueItems": true,
      "description": "What is tried again. Default: failed and timeout."
     }
    },
    "additionalProperties": false,
    "description": "When and how often a failed attempt is tried again."
   },
   "on_error": {
    "anyOf": [
     {
      "enum": [
       "fail",
       "continue",
       "ask"
      ]
     },
     {
      "type": "array",
      "minItems": 1,
      "items": {
       "$ref": "#/$defs/Step"
      },
      "description": "Steps that handle the failure; they see `error {step, code, message}`."
     }
    ],
    "description": "What a failure does. `fail` (default) ends the body, `continue` goes on, `ask` lets a person choose, steps handle it."
   },
   "env": {
    "type": "object",
    "description": "Environment variables. The only place for `secrets.X`, and how data reaches a shell command.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "anyOf": [
       {
        "type": "string"
       },
       {
        "type": "number"
       },
       {
        "type": "boolean"
       }
      ]
     }
    },
    "additionalProperties": false
   },
   "worktree": {
    "anyOf": [
     {
      "enum": [
       true
      ]
     },
     {
      "type": "object",
      "properties": {
       "base": {
        "type": "string",
        "description": "The branch to start from.",
        "minLength": 1
       },
       "branch": {
        "type": "string",
        "description": "The branch to create; default `omni/RUN/STEP[-ITEM]`.",
        "minLength": 1
       }
      },
      "additionalProperties": false,
      "description": "Where the worktree starts."
     }
    ],
    "description": "A git worktree and branch of its own; in a foreach one for each item."
   }
  },
  "additionalProperties": false,
  "description": "Lands branches in a branch of this repository."
 },
 "FailStep": {
  "type": "object",
  "required": [
   "fail"
  ],
  "properties": {
   "fail": {
    "type": "string",
    "description": "Why.",
    "minLength": 1
   },
   "id": {
    "type": "string",
    "description": "How expressions refer to this step: `steps.ID`. Optional where nothing does.",
    "title": "step id",
    "pattern": "^[a-z][a-z0-9_]{0,63}$",
    "examples": [
     "build",
     "merge_ok"
    ]
   },
   "if": {
    "type": "string",
    "description": "An expression; the step is skipped when it is false.",
    "minLength": 1
   },
   "timeout": {
    "type": "string",
    "description": "The longest time that one attempt may take.",
    "title": "duration",
    "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
    "examples": [
     "500ms",
     "30s",
     "15m",
     "2h",
     "7d"
    ]
   },
   "retry": {
    "type": "object",
    "properties": {
     "attempts": {
      "type": "integer",
      "minimum": 1,
      "maximum": 1000,
      "description": "How many attempts in all, the first included. Default 1."
     },
     "backoff": {
      "type": "string",
      "description": "The delay before the first retry; it doubles with each, with jitter.",
      "title": "duration",
      "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$",
      "examples": [
       "500ms",
       "30s",
       "15m",
       "2h",
       "7d"
      ]
     },
     "on": {
      "type": "array",
      "items": {
       "enum": [
        "failed",
        "timeout",
        "lost"
       ],
       "description": "A way an attempt can end."
      },
      "minItems": 1,
      "uniqueItems": true,
      "description": "What is tried again. Default: failed and timeout."
     }
    },
    "additionalProperties": false,
    "description": "When and how often a failed attempt is tried again."
   },
   "on_error": {
    "anyOf": [
     {
      "enum": [
       "fail",
       "continue",
       "ask"
      ]
     },
     {
      "type": "array",
      "minItems": 1,
      "items": {
       "$ref": "#/$defs/Step"
      },
      "description": "Steps that handle the failure; they see `error {step, code, message}`."
     }
    ],
    "description": "What a failure does. `fail` (default) ends the body, `continue` goes on, `ask` lets a person choose, steps handle it."
   },
   "env": {
    "type": "object",
    "description": "Environment variables. The only place for `secrets.X`, and how data reaches a shell command.",
    "patternProperties": {
     "^[A-Za-z_][A-Za-z0-9_]{0,63}$": {
      "anyOf": [
       {
        "type": "string"
       },
       {
        "type": "number"
       },
       {
        "type": "boolean"
       }
      ]
     }
    },
    "additionalProperties": false
   },
   "worktree": {
    "anyOf": [
     {
      "enum": [
       true
      ]
     },
     {
      "type": "object",
      "properties": {
       "base": {
        "type": "string",
        "description": "The branch to start from.",
        "minLength": 1
       },
       "branch": {
        "type": "string",
        "description": "The branch to create; default `omni/RUN/STEP[-ITEM]`.",
        "minLength": 1
       }
      },
      "additionalProperties": false,
      "description": "Where the worktree starts."
     }
    ],
    "description": "A git worktree and branch of its own; in a foreach one for each item."
   }
  },
  "additionalProperties": false,
  "description": "Ends its body as failed, with this text."
 }
};
