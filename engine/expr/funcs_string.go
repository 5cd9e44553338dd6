package expr

var stringFuncs = table{}
