/^'use strict';$/d
s/^const \({.*}\) = require(\(.*\));$/import \1 from \2;/
s/^exports\.\([a-z]*\) = /export const \1 = /
