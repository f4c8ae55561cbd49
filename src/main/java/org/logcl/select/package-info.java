/**
 * Choosing a penalty: stratified k-fold cross-validation along a path of penalties, trained from
 * the strongest to the weakest.
 */
package org.logcl.select;
