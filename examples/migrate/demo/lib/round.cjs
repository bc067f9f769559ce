'use strict';

/** To a thousandth: what a unit converts to is shown to people. */
exports.round = (value) => Math.round(value * 1000) / 1000;
