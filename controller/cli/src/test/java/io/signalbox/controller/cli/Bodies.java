package io.signalbox.controller.cli;

/** Bodies as the REST API sends them. */
final class Bodies {
    static final String CLUSTER = """
            {"name":"main","epoch":4,"primary":"db1","ackers":["db2","db3"],"k":1,"wantedK":2,"proven":true,"mode":"automatic",
             "writable":true,"protected":true,"predictedOutageMillis":85,"predictedLoss":"none",
             "servers":[
               {"name":"db1","role":"primary","health":"ok","executed":"u1:1-100","backlog":0,"agentLinked":true,
                "diskFree":0.62,"blockers":[]},
               {"name":"db2","role":"replica","health":"lagging","lagMillis":2400,"executed":"u1:1-90","backlog":10,
                "agentLinked":true,"diskFree":0.62,
                "blockers":[{"code":"lags","server":"db2","sentence":"is 10 transactions behind"}]},
               {"name":"db3","role":"replica","health":"ok","lagMillis":3.5,"executed":"u1:1-100","backlog":0,
                "agentLinked":false,"diskFree":0.61,"maintenance":true,"blockers":[]}],
             "problems":[{"code":"agent_silent","server":"db3","sentence":"its agent does not answer","priority":3}]}""";
    static final String CLUSTERS = "{\"items\":[" + CLUSTER + "]}";
    static final String REFUSAL = """
            {"type":"about:blank","title":"Refused","status":409,"code":"switchover_refused",
             "detail":"db2 cannot become primary now.",
             "blockers":[{"code":"lags","server":"db2","sentence":"is 10 transactions behind"},
                         {"code":"disk","server":"db2","sentence":"has 3 % of its disk left"}]}""";

    static String operation(String state, String sentence) {
        return "{\"id\":\"op-7\",\"kind\":\"switchover\",\"state\":\"" + state + "\",\"sentence\":\"" + sentence
                + "\",\"blockers\":[],\"run\":\"r-1\"}";
    }

    private Bodies() {}
}
